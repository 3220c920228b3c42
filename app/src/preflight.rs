//! What is looked at before anything is made: a start that fails leaves nothing behind.

use std::{error::Error, net::TcpListener, sync::Arc, time::Duration};

use application::{ErrorChain, Schema, StoreError};
use tokio::time::timeout;

use crate::{configuration::Settings, stores};

/// How long the store may take to show that it can't be used. One that takes longer is waited for later, as one is that can't
/// be reached.
const TIMEOUT: Duration = Duration::from_millis(1_500);

/// Finds out whether the server could listen and would have a store that it may use.
///
/// # Errors
/// A port that can't be listened on, or [`check_store`].
pub(crate) async fn check(settings: &Settings) -> Result<(), Box<dyn Error + Send + Sync>> {
    let server = &settings.server;
    // Both at a time, as the server will.
    let _server = listen(&format!("{}:{}", server.host, server.port), (server.host.as_str(), server.port))?;
    let _metrics = match settings.metrics.listen {
        Some(address) => Some(listen(&format!("metrics.listen: {address}"), address)?),
        None => None,
    };
    check_store(settings).await
}

/// Finds out whether the store is one that an operator has to do something about. One that can't be reached is none: it may be
/// there later.
///
/// # Errors
/// A [`ConfigurationError`](crate::configuration::ConfigurationError) that names the key.
pub(crate) async fn check_store(settings: &Settings) -> Result<(), Box<dyn Error + Send + Sync>> {
    let (store, _) = stores::connect(&settings.store)?;
    let schema: Arc<dyn Schema> = store.resolve();
    match timeout(TIMEOUT, schema.status()).await {
        Ok(Err(StoreError::Unusable(reason))) => {
            Err(settings.refuse("store.url", ErrorChain(&*reason).to_string()).into())
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

fn listen(name: &str, address: impl std::net::ToSocketAddrs) -> Result<TcpListener, String> {
    TcpListener::bind(address).map_err(|error| format!("{name} can't be listened on: {error}"))
}
