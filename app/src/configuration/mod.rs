//! What the process is told from outside: a file, the environment and flags, as typed settings that were checked.
//!
//! Nothing else reads the environment. [`load`] is a function of its [`Sources`], but for the files that they name, so
//! a test needs no process environment. A setting stands in the table of `keys`, is read in `sections` and told in
//! `show`; tests hold these to each other, and `docs/configuration.md` to the table.

mod error;
mod generated;
mod key;
mod keys;
mod layers;
mod nearest;
mod parse;
mod parts;
mod path;
mod reference;
mod rules;
mod secrets;
mod sections;
mod settings;
mod show;
mod store_url;
#[cfg(test)]
mod tests;
mod text;
mod values;
mod webhook_url;

use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    thread,
};

pub use error::{ConfigurationError, Problem};
pub use reference::reference;
pub use settings::{
    Authorization, Bootstrap, Cors, Docs, Events, Log, LogFormat, Metrics, Mode, Secrets, Security, Server, Session,
    Settings, Store, Telemetry, Webhook,
};
pub use store_url::StoreUrl;
pub(crate) use text::password;
#[cfg(feature = "lambda")]
pub(crate) use text::trim;
pub use webhook_url::WebhookUrl;

use parts::Parts;
use values::Values;

/// Where the configuration comes from.
#[derive(Clone)]
pub struct Sources {
    /// The file that was asked for, which must exist. Without one, `config.toml` is read where it exists.
    pub file: Option<PathBuf>,
    /// What relative paths start from: the working directory is the empty path.
    pub directory: PathBuf,
    /// The variables of the environment; those that don't begin with `TRANCHE_` are passed over.
    pub environment: Vec<(OsString, OsString)>,
    /// What flags say: keys such as `server.port`, and values written as in the environment.
    pub overrides: Vec<(String, String)>,
    /// What some defaults depend on.
    pub machine: Machine,
}

/// What some defaults depend on.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// The cores that this process may use.
    pub cores: usize,
    /// Whether somebody watches the log.
    pub logs_to_terminal: bool,
}

impl Sources {
    /// The sources of this process, which logs to its standard output.
    #[must_use]
    pub fn of_process(file: Option<PathBuf>, overrides: Vec<(String, String)>) -> Self {
        let machine = Machine {
            cores: thread::available_parallelism().map_or(1, usize::from),
            logs_to_terminal: io::stdout().is_terminal(),
        };
        let environment = env::vars_os().collect();
        Self { file, directory: PathBuf::new(), environment, overrides, machine }
    }

    fn resolve(&self, path: &Path) -> PathBuf {
        self.directory.join(path)
    }
}

/// Whether this process is an environment of AWS Lambda.
#[cfg(feature = "lambda")]
pub(crate) fn runs_on_lambda() -> bool {
    env::var_os("AWS_LAMBDA_RUNTIME_API").is_some()
}

/// The key that a wrong name may mean, where one is near.
pub(crate) fn nearest_key(name: &str) -> Option<&'static str> {
    nearest::nearest(name).map(|key| key.name)
}

/// Reads, types and checks the configuration. Nothing is written.
///
/// # Errors
/// [`ConfigurationError`] with everything that is wrong.
pub fn load(sources: &Sources) -> Result<Settings, ConfigurationError> {
    let mut problems = Vec::new();
    let given = layers::merge(sources, &mut problems);
    let mut values = Values::new(given, problems);
    let parts = Parts::read(&mut values, sources);
    match parts {
        Ok(parts) if values.problems().is_empty() => {
            parts.complete(&values, sources).map_err(|problem| ConfigurationError::new(vec![problem]))
        }
        _ => Err(ConfigurationError::new(values.into_problems())),
    }
}
