use std::time::Duration;

use aws_config::{
    BehaviorVersion, environment::EnvironmentVariableCredentialsProvider, meta::credentials::CredentialsProviderChain,
};
use aws_sdk_dynamodb::{
    Client,
    config::{
        Builder, Credentials, Region, SharedHttpClient, StalledStreamProtectionConfig, retry::RetryConfig,
        timeout::TimeoutConfig,
    },
};
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};

use crate::Location;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(1);
/// How long one answer may take. A request is sent three times before a call's deadline.
const ANSWER: Duration = Duration::from_millis(1_400);

/// A client for the table at `location`. It connects when it is first used.
pub(crate) async fn new(location: &Location) -> Client {
    let mut loader = aws_config::defaults(BehaviorVersion::v2026_01_12())
        .http_client(http_client(location))
        .region(Region::new(location.region.clone()));
    if location.is_emulated() {
        loader = loader.credentials_provider(credentials_for_emulator());
    }
    let mut config = Builder::from(&loader.load().await)
        // Which failure is worth another try, and how many, is decided here: the SDK does not know of a call's deadline.
        .retry_config(RetryConfig::disabled())
        .timeout_config(TimeoutConfig::builder().connect_timeout(CONNECT).operation_attempt_timeout(ANSWER).build())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
    if let Some(endpoint) = &location.endpoint {
        config = config.endpoint_url(endpoint.as_str());
    }
    Client::from_conf(config.build())
}

fn http_client(location: &Location) -> SharedHttpClient {
    // Reading the system's certificates takes its time, and an emulator has none.
    let trusted = TrustStore::empty().with_native_roots(!location.is_emulated());
    let client = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    match TlsContext::builder().with_trust_store(trusted).build() {
        Ok(context) => client.tls_context(context).build_https(),
        // No certificate was given that could be refused.
        Err(_) => client.build_https(),
    }
}

/// An emulator wants requests signed, and cares little by whom.
fn credentials_for_emulator() -> CredentialsProviderChain {
    let anybody = Credentials::new("emulator", "emulator", None, None, "emulator");
    CredentialsProviderChain::first_try("Environment", EnvironmentVariableCredentialsProvider::new())
        .or_else("Emulator", anybody)
}
