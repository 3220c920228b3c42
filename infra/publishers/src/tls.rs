use std::sync::Arc;

use rustls::{ClientConfig, ConfigBuilder, Error, RootCertStore, WantsVerifier, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;

/// TLS as the system trusts: by its own store of root certificates, or the file that `SSL_CERT_FILE` names.
pub(crate) fn trusting_the_system() -> Result<ClientConfig, Error> {
    Ok(builder()?.with_platform_verifier()?.with_no_client_auth())
}

/// TLS that trusts nobody, for a client that speaks none: a system without root certificates is no obstacle then.
pub(crate) fn trusting_nobody() -> Result<ClientConfig, Error> {
    Ok(builder()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// The cryptography is named here rather than installed for the process, where another library may want its own.
fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, Error> {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider())).with_safe_default_protocol_versions()
}
