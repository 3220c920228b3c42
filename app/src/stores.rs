use std::{error::Error, sync::Arc};

use application::Persistence;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) use sea_orm_store::ConnectionMetrics;

use crate::configuration::{Store, StoreUrl};

/// Reports how many connections a store has; no store of this build does.
#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
#[derive(Clone)]
pub(crate) enum ConnectionMetrics {}

#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
impl ConnectionMetrics {
    pub(crate) fn record(&self) {
        match *self {}
    }
}

/// A store, and the reporter of its connections, if it has one.
type Connected = (Arc<dyn Persistence>, Option<ConnectionMetrics>);

/// The configured store. It connects at its first use.
///
/// # Errors
/// The adapter can't use the URL.
pub(crate) fn connect(store: &Store) -> Result<Connected, Box<dyn Error + Send + Sync>> {
    match &store.url {
        #[cfg(feature = "sqlite")]
        StoreUrl::Sqlite(url) => sql(store, url),
        #[cfg(feature = "postgres")]
        StoreUrl::Postgres(url) => sql(store, secrecy::ExposeSecret::expose_secret(url)),
        #[cfg(feature = "dynamodb")]
        StoreUrl::DynamoDb(url) => {
            let settings = dynamodb_store::Settings {
                url: url.clone(),
                max_connections: store.max_connections,
                acquire_timeout: store.acquire_timeout,
            };
            Ok((dynamodb_store::connect(&settings)?, None))
        }
        StoreUrl::Memory => Ok((memory_store::persistence(), None)),
    }
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn sql(store: &Store, url: &str) -> Result<Connected, Box<dyn Error + Send + Sync>> {
    let (persistence, metrics) = sea_orm_store::connect_with_metrics(&sea_orm_store::Settings {
        url: url.to_owned(),
        max_connections: store.max_connections,
        acquire_timeout: store.acquire_timeout,
    })?;
    Ok((persistence, Some(metrics)))
}
