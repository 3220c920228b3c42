//! Checks that run before anything is created: a start that fails leaves nothing behind.

use std::{error::Error, net::TcpListener, sync::Arc, time::Duration};

use application::{ErrorChain, Schema, StoreError};
use tokio::time::timeout;

use crate::{configuration::Settings, listener::not_listening, stores};

/// The timeout for finding the store unusable. A store that takes longer is waited for later, as an unreachable one is.
const TIMEOUT: Duration = Duration::from_millis(1_500);

/// Checks that the server could listen, and that its store is usable.
///
/// # Errors
/// A port that can't be listened on, or [`check_store`].
pub(crate) async fn check(settings: &Settings) -> Result<(), Box<dyn Error + Send + Sync>> {
    let server = &settings.server;
    // Both listeners at a time, as the server will have them.
    let _server =
        listen(&format!("{}:{}", server.host, server.port), (server.host.as_str(), server.port), "server.port")?;
    let _metrics = match settings.metrics.listen {
        Some(address) => Some(listen(&format!("metrics.listen: {address}"), address, "metrics.listen")?),
        None => None,
    };
    check_store(settings).await
}

/// Checks for errors of the store that an operator has to correct. Being unreachable is not one: it may be there later.
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

fn listen(name: &str, address: impl std::net::ToSocketAddrs, key: &str) -> Result<TcpListener, String> {
    TcpListener::bind(address).map_err(|error| not_listening(name, &error, key))
}
