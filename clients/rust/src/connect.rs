use std::{sync::Arc, time::Duration};

use rustls::{ClientConfig, RootCertStore, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;

use crate::{
    Client,
    session::{Retries, Session},
};

/// How long connecting may take, and how long a request with its response, connecting included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const TIMEOUT: Duration = Duration::from_secs(30);

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The system's certificates can't be used.
    #[error("the certificates of this system can't be used: {0}")]
    Tls(#[from] rustls::Error),
    /// The HTTP client can't be made.
    #[error("the HTTP client can't be made: {0}")]
    Client(#[from] reqwest::Error),
}

impl Client {
    /// A client of the server at this address, such as `https://shop.example`. It opens no connection yet.
    ///
    /// It has at most one session, which its clones share: that of its last log-in.
    ///
    /// # Errors
    ///
    /// The system has no certificates to trust, or its network can't be used.
    pub fn connect(base_url: &str, retries: Retries) -> Result<Self, ConnectError> {
        // Without TLS, a system that has no certificates is no obstacle.
        let verifies = !base_url.starts_with("http://");
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let tls = tls.with_safe_default_protocol_versions()?;
        let tls =
            if verifies { tls.with_platform_verifier()? } else { tls.with_root_certificates(RootCertStore::empty()) };
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls.with_no_client_auth())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .build()?;
        Ok(Self::new_with_client(base_url.trim_end_matches('/'), client, Session::new(retries)))
    }
}
