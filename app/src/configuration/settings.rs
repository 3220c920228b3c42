use std::{net::SocketAddr, time::Duration};

use application::{AdminManagement, AttemptSettings};
use domain::{PasswordPolicy, SessionLifetime, Username};
use event_publishers::WebhookSecret;
use ipnet::IpNet;
use presentation::Origin;
use secrecy::SecretString;
use url::Url;

use super::{
    ConfigurationError, Problem, generated::Generated, show::Origins, store_url::StoreUrl, webhook_url::WebhookUrl,
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
    pub rate_limit: AttemptSettings,
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
    pub(super) origins: Origins,
    /// The secrets that nobody gave, where some are missing.
    pub(super) generated: Option<Generated>,
}

/// How strict to be with the rest of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Starts with nothing configured, generated secrets and plain HTTP.
    Development,
    /// Refuses what is only good for trying out.
    Production,
}

/// The HTTP server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The address or host name to listen on.
    pub host: String,
    /// The port to listen on; 0 picks one.
    pub port: u16,
    /// The origin that browsers see, where it isn't scheme and `Host`.
    pub public_origin: Option<Origin>,
    /// The networks whose forwarded headers count.
    pub trusted_proxies: Vec<IpNet>,
    /// The longest request body, in bytes.
    pub body_limit_bytes: usize,
    /// How long the head of a request may take to arrive.
    pub request_head_timeout: Duration,
    /// How long the body of a request may take to arrive.
    pub body_timeout: Duration,
    /// How long an idle connection stays open.
    pub keep_alive: Duration,
    /// The most connections at a time, in the whole process.
    pub max_connections: usize,
    /// The most requests that are worked on at a time, in the whole process.
    pub max_requests_in_flight: usize,
    /// The threads that serve requests.
    pub workers: usize,
    /// How long requests in flight may take to finish at the end.
    pub shutdown_timeout: Duration,
    /// How long readiness is red before the listener closes.
    pub drain_delay: Duration,
}

/// Which foreign pages may call.
#[derive(Clone, Debug)]
pub struct Cors {
    /// Their exact origins.
    pub allowed_origins: Vec<Origin>,
}

/// The documentation that is served.
#[derive(Clone, Debug)]
pub struct Docs {
    /// Whether any is.
    pub enabled: bool,
}

/// Where data is kept.
#[derive(Clone, Debug)]
pub struct Store {
    /// Which store.
    pub url: StoreUrl,
    /// The most connections; `None` leaves it to the store.
    pub max_connections: Option<u32>,
    /// How long to wait for a connection.
    pub acquire_timeout: Duration,
    /// Whether the server brings the schema up to date.
    pub migrate_on_start: bool,
}

/// Secrets and passwords.
#[derive(Clone, Debug)]
pub struct Security {
    /// What nobody else may know.
    pub secrets: Secrets,
    /// What a password hash costs: bcrypt's exponent.
    pub bcrypt_cost: u32,
    /// The threads that hash passwords.
    pub hasher_threads: usize,
    /// The passwords that may wait for one.
    pub hasher_queue: usize,
    /// What is asked of a new password.
    pub password_policy: PasswordPolicy,
}

/// What nobody else may know.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// Goes into every password hash.
    pub password_pepper: SecretString,
    /// Peppers of older hashes.
    pub password_peppers_previous: Vec<SecretString>,
    /// Signs session tokens.
    pub jwt_secret: SecretString,
    /// What signed older tokens.
    pub jwt_secrets_previous: Vec<SecretString>,
}

/// The sessions of signed-in users.
#[derive(Clone, Debug)]
pub struct Session {
    /// How long they live.
    pub lifetime: SessionLifetime,
    /// Whether the cookie is `Secure` and has the `__Host-` prefix.
    pub cookie_secure: bool,
    /// The most of one user at a time.
    pub max_per_user: u16,
}

/// Who may do what.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// Who manages admins.
    pub admin_management: AdminManagement,
}

/// The delivery of events.
#[derive(Clone, Debug)]
pub struct Events {
    /// Whether this process delivers them.
    pub dispatch: bool,
    /// Where they are sent; `None` for the log.
    pub webhook: Option<Webhook>,
    /// How often a delivery is tried.
    pub max_attempts: u32,
}

/// Where events are sent.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Where to.
    pub url: WebhookUrl,
    /// Signs what is sent.
    pub secret: WebhookSecret,
    /// Sign it too.
    pub secrets_previous: Vec<WebhookSecret>,
}

/// The first super admin, made at the start where there is none.
#[derive(Clone, Debug)]
pub struct Bootstrap {
    /// The name to log in with.
    pub username: Username,
    /// The password, known to satisfy the policy.
    pub password: SecretString,
}

/// What the process tells of itself.
#[derive(Clone, Debug)]
pub struct Log {
    /// How lines are written.
    pub format: LogFormat,
    /// Which lines: directives of a `tracing` filter, known to be valid.
    pub level: String,
}

/// What the process counts and measures.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// Where that can be read; `None` where nothing is counted.
    pub listen: Option<SocketAddr>,
}

/// The traces of requests.
#[derive(Clone, Debug)]
pub struct Telemetry {
    /// Where they are sent; `None` where nothing is traced.
    pub otlp_endpoint: Option<Url>,
    /// The share of requests that are traced.
    pub sample_ratio: f64,
    /// What this process is called in them.
    pub service_name: String,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object on each line.
    Json,
}

impl Settings {
    /// Keeps the secrets that were generated beside the store, for the next start. What a start makes first: everything that
    /// can be refused is refused before.
    ///
    /// # Errors
    /// [`ConfigurationError`] where the file can't be written.
    pub fn keep_generated_secrets(&mut self) -> Result<(), ConfigurationError> {
        let Some(generated) = self.generated.take() else { return Ok(()) };
        let kept = generated.keep().map_err(|problem| ConfigurationError::new(vec![problem]))?;
        // Another process may have kept its own since these were made.
        let secrets = &mut self.security.secrets;
        for (name, secret, kept_secret) in [
            ("security.password_pepper", &mut secrets.password_pepper, &kept.password_pepper),
            ("security.jwt_secret", &mut secrets.jwt_secret, &kept.jwt_secret),
        ] {
            if self.origins.generated.contains(&name) {
                *secret = kept_secret.clone();
                self.origins.given.insert(name, kept.origin.clone());
            }
        }
        Ok(())
    }

    /// Why a value can't be used that could be read: what was found out with it.
    pub(crate) fn refuse(&self, name: &str, reason: impl Into<String>) -> ConfigurationError {
        ConfigurationError::new(vec![Problem::new(name, reason).given_in(self.origins.given.get(name).cloned())])
    }
}

impl Mode {
    pub(super) const NAMES: [(&'static str, Self); 2] =
        [("development", Self::Development), ("production", Self::Production)];
}

impl LogFormat {
    pub(super) const NAMES: [(&'static str, Self); 2] = [("pretty", Self::Pretty), ("json", Self::Json)];
}
