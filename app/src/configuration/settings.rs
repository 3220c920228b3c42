use application::RateLimitSettings;

use super::{
    error::{ConfigurationError, Diagnostic},
    mode::Mode,
    sections::{
        Authorization, Bootstrap, Cors, Docs, Events, Log, Metrics, Missing, Security, Server, Session, Store,
        Telemetry,
    },
    shown::Shown,
};

/// Everything that is configured, checked and typed.
///
/// Secrets redact themselves in `Debug`; [`Settings::show`] masks them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How strict to be.
    pub mode: Mode,
    /// The HTTP server.
    pub server: Server,
    /// Which foreign pages may call.
    pub cors: Cors,
    /// The documentation that is served.
    pub docs: Docs,
    /// Where data is kept.
    pub store: Store,
    /// Secrets and passwords.
    pub security: Security,
    /// The sessions of signed-in users.
    pub session: Session,
    /// Who may do what.
    pub authorization: Authorization,
    /// The bounds of guessing passwords and making accounts.
    pub rate_limit: RateLimitSettings,
    /// The delivery of events.
    pub events: Events,
    /// The first super admin, where one is to be made.
    pub bootstrap: Option<Bootstrap>,
    /// What the process tells of itself.
    pub log: Log,
    /// What it counts and measures.
    pub metrics: Metrics,
    /// What it tells of each request, to a receiver of traces.
    pub telemetry: Telemetry,
    pub(super) shown: Shown,
    /// The secrets that nobody gave, until they are kept.
    pub(super) missing: Option<Missing>,
}

impl Settings {
    /// The settings that are in force, as TOML, each with where it came from. Secrets are masked.
    #[must_use]
    pub fn show(&self) -> String {
        self.shown.render()
    }

    /// Keeps the secrets that were generated beside the store, for the next start. What a start makes first: everything that
    /// can be refused is refused before.
    ///
    /// # Errors
    /// [`ConfigurationError`] where the file can't be written.
    pub fn keep_generated_secrets(&mut self) -> Result<(), ConfigurationError> {
        let Some(missing) = self.missing.take() else { return Ok(()) };
        let kept = missing.keep(&mut self.security.secrets, &mut self.shown);
        kept.map_err(|diagnostic| ConfigurationError::new(vec![diagnostic]))
    }

    /// Why a value can't be used that could be read: what was found out with it.
    pub(crate) fn refuse(&self, name: &str, reason: impl Into<String>) -> ConfigurationError {
        ConfigurationError::new(vec![Diagnostic::new(name, reason).given_in(self.shown.origin(name))])
    }
}
