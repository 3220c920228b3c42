//! The configuration: a file, the environment and flags, parsed into typed settings and validated.
//!
//! Nothing else reads the environment. [`load`] depends on its [`Sources`] alone, apart from the files that they name,
//! so a test needs no process environment.
//!
//! A setting is declared where it is read, in its section's module: name, meaning, default and kind. `config show`, the
//! reference and the refusal of unknown names derive from that.

mod error;
mod generated;
mod key;
mod keys;
mod kind;
mod kinds;
mod layers;
mod mode;
mod nearest;
mod parts;
mod path;
mod reader;
mod reference;
mod secret_rules;
mod secrets;
mod sections;
mod settings;
mod shown;
mod sources;
mod store_url;
#[cfg(test)]
mod tests;
mod text;
mod webhook_url;

pub use error::{ConfigurationError, Diagnostic};
pub use mode::Mode;
pub use reference::reference;
pub use sections::{
    Authorization, Bootstrap, Console, Cors, Docs, Events, Log, LogFormat, Metrics, Passwords, Secrets, Security,
    Server, Session, Store, Telemetry, Webhook,
};
pub use settings::Settings;
#[cfg(feature = "lambda")]
pub(crate) use sources::runs_on_lambda;
pub use sources::{Machine, Sources};
pub use store_url::StoreUrl;
pub(crate) use text::password;
#[cfg(feature = "lambda")]
pub(crate) use text::trim;
pub use webhook_url::WebhookUrl;

use parts::Parts;
use reader::Reader;

/// The key that a wrong name may mean, if one is near.
pub(crate) fn nearest_key(name: &str) -> Option<&'static str> {
    nearest::nearest(name).map(|key| key.name.as_str())
}

/// Reads, parses and validates the configuration. Nothing is written.
///
/// # Errors
/// [`ConfigurationError`] with all problems.
pub fn load(sources: &Sources) -> Result<Settings, ConfigurationError> {
    let mut diagnostics = Vec::new();
    let given = layers::merge(sources, &mut diagnostics);
    let mut reader = Reader::new(sources, given, diagnostics);
    let parts = Parts::read(&mut reader);
    parts.check(&mut reader);
    let shown = reader.finish()?;
    parts.complete(sources, shown).map_err(|diagnostic| ConfigurationError::new(vec![diagnostic]))
}
