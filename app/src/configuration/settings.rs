use application::RateLimitSettings;

use super::{
    error::{ConfigurationError, Diagnostic},
    mode::Mode,
    sections::{
        Authorization, Bootstrap, Console, Cors, Docs, Events, Log, Metrics, Missing, Security, Server, Session, Store,
        Telemetry,
    },
    shown::Shown,
    store_url::StoreUrl,
};

/// Everything that is configured, typed and validated.
///
/// Secrets redact themselves in `Debug`; [`Settings::show`] masks them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How strictly the configuration was validated.
    pub mode: Mode,
    /// The HTTP server.
    pub server: Server,
    /// Which other origins' pages may call.
    pub cors: Cors,
    /// The served documentation.
    pub docs: Docs,
    /// The served console.
    pub console: Console,
    /// The store of all data.
    pub store: Store,
    /// Secrets and passwords.
    pub security: Security,
    /// The sessions of signed-in users.
    pub session: Session,
    /// The policy of authorization.
    pub authorization: Authorization,
    /// The limits on guessing passwords and creating accounts.
    pub rate_limit: RateLimitSettings,
    /// The delivery of events.
    pub events: Events,
    /// The first super admin, if one is to be created.
    pub bootstrap: Option<Bootstrap>,
    /// The log of the process.
    pub log: Log,
    /// The metrics of the process.
    pub metrics: Metrics,
    /// The traces of requests.
    pub telemetry: Telemetry,
    pub(super) shown: Shown,
    /// The generated secrets, until they are written.
    pub(super) missing: Option<Missing>,
}

impl Settings {
    /// The settings that are in force, as TOML, each with where it came from. Secrets are masked.
    #[must_use]
    pub fn show(&self) -> String {
        self.shown.render()
    }

    /// Writes the generated secrets beside the store, for the next start. Call it after all checks and before any other
    /// write.
    ///
    /// # Errors
    /// [`ConfigurationError`] if the file can't be written.
    pub fn keep_generated_secrets(&mut self) -> Result<(), ConfigurationError> {
        let Some(missing) = self.missing.take() else { return Ok(()) };
        let kept = missing.keep(&mut self.security.secrets, &mut self.shown);
        kept.map_err(|diagnostic| ConfigurationError::new(vec![diagnostic]))
    }

    /// Another store than the configured one, used in the same way.
    ///
    /// # Errors
    /// What is wrong with the URL.
    pub(crate) fn store_at(&self, url: &str) -> Result<Store, String> {
        let url = StoreUrl::parse(url).map_err(|reason| format!("the URL of a store {reason}"))?;
        Ok(Store { url, ..self.store.clone() })
    }

    /// Whether secrets are kept beside the store, and not configured.
    pub(crate) const fn has_generated_secrets(&self) -> bool {
        self.missing.is_some()
    }

    /// Why a value that parsed can't be used, which its first use found out.
    pub(crate) fn refuse(&self, name: &str, reason: impl Into<String>) -> ConfigurationError {
        ConfigurationError::new(vec![Diagnostic::new(name, reason).given_in(self.shown.origin(name))])
    }
}
