use std::{error::Error, sync::Arc};

use application::Persistence;

use crate::configuration::{Store, StoreUrl};

/// The store that is configured. It connects when it is first used.
///
/// # Errors
/// A URL that the adapter can't use.
pub(crate) fn connect(store: &Store) -> Result<Arc<dyn Persistence>, Box<dyn Error + Send + Sync>> {
    match &store.url {
        #[cfg(feature = "sqlite")]
        StoreUrl::Sqlite(url) => sql(store, url),
        #[cfg(feature = "postgres")]
        StoreUrl::Postgres(url) => sql(store, secrecy::ExposeSecret::expose_secret(url)),
        #[cfg(feature = "dynamodb")]
        StoreUrl::DynamoDb(url) => Ok(dynamodb_store::connect(&dynamodb_store::Settings {
            url: url.clone(),
            max_connections: store.max_connections,
            acquire_timeout: store.acquire_timeout,
        })?),
        StoreUrl::Memory => Ok(memory_store::persistence()),
    }
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn sql(store: &Store, url: &str) -> Result<Arc<dyn Persistence>, Box<dyn Error + Send + Sync>> {
    Ok(sea_orm_store::connect(&sea_orm_store::Settings {
        url: url.to_owned(),
        max_connections: store.max_connections,
        acquire_timeout: store.acquire_timeout,
    })?)
}
