use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    thread,
};

/// Where the configuration comes from.
#[derive(Clone, Default)]
pub struct Sources {
    /// The file named by a flag, which must exist. Without one, `config.toml` is read if it exists.
    pub file: Option<PathBuf>,
    /// The base of relative paths; the empty path is the working directory.
    pub directory: PathBuf,
    /// The variables of the environment; those that don't begin with `TRANCHE_` are ignored.
    pub environment: Vec<(OsString, OsString)>,
    /// The settings given by flags: keys such as `server.port`, and values written as in the environment.
    pub overrides: Vec<(String, String)>,
    /// The machine, for some defaults.
    pub machine: Machine,
}

/// Properties of the machine that some defaults depend on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Machine {
    /// The cores that this process may use.
    pub cores: usize,
    /// Whether the log goes to a terminal.
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

    pub(super) fn resolve(&self, path: &Path) -> PathBuf {
        self.directory.join(path)
    }
}

/// Whether this process is an environment of AWS Lambda.
#[cfg(feature = "lambda")]
pub(crate) fn runs_on_lambda() -> bool {
    env::var_os("AWS_LAMBDA_RUNTIME_API").is_some()
}
