use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use aws_config::{
    BehaviorVersion, default_provider::credentials::DefaultCredentialsChain,
    environment::EnvironmentVariableCredentialsProvider, imds, meta::credentials::CredentialsProviderChain,
    provider_config::ProviderConfig,
};
use aws_sdk_dynamodb::{
    Client,
    config::{
        Builder, Credentials, ProvideCredentials, Region, SharedHttpClient, StalledStreamProtectionConfig,
        retry::RetryConfig, timeout::TimeoutConfig,
    },
};
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use tokio::{sync::OnceCell, time::Instant};

use crate::{Location, refusals::NoCredentials};

/// The timeout of a connection attempt.
const CONNECT: Duration = Duration::from_secs(1);
/// The timeout of one attempt of a request. Three attempts fit into a call's deadline.
const ANSWER: Duration = Duration::from_millis(1_400);

/// The timeout of one response of the service that gives machines their credentials, of which there are a few.
const MACHINE: Duration = Duration::from_millis(700);

/// The client of a table, created on first use, and again after its credentials were refused: some sources of
/// credentials, such as a file with a profile, are read only once in the life of a client.
#[derive(Debug, Default)]
pub(crate) struct Clients {
    current: Mutex<Current>,
}

#[derive(Debug, Default)]
struct Current {
    client: Arc<OnceCell<Client>>,
    generation: Generation,
    renewed: Option<Instant>,
}

/// The shortest time between two renewals of a client: each reads files, and requests credentials.
const RENEWAL: Duration = Duration::from_secs(1);

/// The number of a client, in the order of their creation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Generation(u64);

impl Clients {
    /// The client. If there are no credentials, the next call looks for them again.
    pub(crate) async fn get(&self, location: &Location) -> Result<(Client, Generation), NoCredentials> {
        let (client, generation) = {
            let current = self.current();
            (Arc::clone(&current.client), current.generation)
        };
        let client = client.get_or_try_init(|| Box::pin(new(location))).await?;
        Ok((client.clone(), generation))
    }

    /// Replaces the client of `refused` for the next call, if possible; returns whether there is another one.
    pub(crate) fn renew(&self, refused: Generation) -> bool {
        let mut current = self.current();
        if current.generation != refused {
            return true;
        }
        if current.renewed.is_some_and(|renewed| renewed.elapsed() < RENEWAL) {
            return false;
        }
        let generation = Generation(refused.0.wrapping_add(1));
        *current = Current { client: Arc::default(), generation, renewed: Some(Instant::now()) };
        true
    }

    /// No panic leaves it half written.
    fn current(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A client for the table at `location`. It connects on first use.
async fn new(location: &Location) -> Result<Client, NoCredentials> {
    let region = Region::new(location.region.clone());
    let http_client = http_client(location);
    let mut loader = aws_config::defaults(BehaviorVersion::v2026_01_12()).http_client(http_client.clone());
    if location.is_emulated() {
        loader = loader.credentials_provider(credentials_for_emulator());
    } else {
        loader = loader.credentials_provider(found_credentials(http_client, region.clone()).await);
    }
    let config = loader.region(region).load().await;
    // Requested before any request: the client would only report that a request was not sent.
    match config.credentials_provider() {
        Some(provider) => provider.provide_credentials().await.map_err(|_| NoCredentials)?,
        None => return Err(NoCredentials),
    };
    let mut config = Builder::from(&config)
        // This crate decides which failures are retried, and how often: the SDK does not know a call's deadline.
        .retry_config(RetryConfig::disabled())
        .timeout_config(TimeoutConfig::builder().connect_timeout(CONNECT).operation_attempt_timeout(ANSWER).build())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
    if let Some(endpoint) = &location.endpoint {
        config = config.endpoint_url(endpoint.as_str());
    }
    Ok(Client::from_conf(config.build()))
}

/// Credentials from the sources of every AWS client, but within the deadline of a call even if no machine provides any.
async fn found_credentials(http_client: SharedHttpClient, region: Region) -> DefaultCredentialsChain {
    let settings = ProviderConfig::default().with_http_client(http_client).with_region(Some(region.clone()));
    let machine = imds::Client::builder().configure(&settings).connect_timeout(MACHINE).read_timeout(MACHINE);
    let machine = machine.max_attempts(2).build();
    DefaultCredentialsChain::builder().configure(settings).region(region).imds_client(machine).build().await
}

fn http_client(location: &Location) -> SharedHttpClient {
    // Reading the system's certificates takes time, and an emulator has none.
    let trusted = TrustStore::empty().with_native_roots(!location.is_emulated());
    let client = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    match TlsContext::builder().with_trust_store(trusted).build() {
        Ok(context) => client.tls_context(context).build_https(),
        // There is no certificate that could be refused.
        Err(_) => client.build_https(),
    }
}

/// An emulator requires signed requests, and accepts any signature.
fn credentials_for_emulator() -> CredentialsProviderChain {
    let placeholder = Credentials::new("emulator", "emulator", None, None, "emulator");
    CredentialsProviderChain::first_try("Environment", EnvironmentVariableCredentialsProvider::new())
        .or_else("Emulator", placeholder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_client_is_made_anew_at_most_once_a_second() {
        let clients = Clients::default();
        let generation = || clients.current().generation;
        let first = generation();
        assert!(clients.renew(first));
        let second = generation();
        assert_ne!(first, second);
        assert!(clients.renew(first), "another call replaced it");
        assert_eq!(generation(), second);
        assert!(!clients.renew(second));
        assert_eq!(generation(), second);
        tokio::time::advance(RENEWAL).await;
        assert!(clients.renew(second));
    }
}
