use std::sync::Arc;

use rustls::{ClientConfig, ConfigBuilder, Error, RootCertStore, WantsVerifier, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;

/// TLS with the system's store of root certificates, or the file in `SSL_CERT_FILE`.
pub(crate) fn trusting_the_system() -> Result<ClientConfig, Error> {
    Ok(builder()?.with_platform_verifier()?.with_no_client_auth())
}

/// TLS without root certificates, for a client that uses none: a system without a store of them is no obstacle then.
pub(crate) fn trusting_nobody() -> Result<ClientConfig, Error> {
    Ok(builder()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// The cryptography is passed here rather than installed for the process, where another library may want its own.
fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, Error> {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider())).with_safe_default_protocol_versions()
}
