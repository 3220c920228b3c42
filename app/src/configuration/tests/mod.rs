//! The loader's contract, over sources made for the test.

mod bootstrap;
mod documentation;
mod layering;
mod production;
mod refusals;
mod secrets;
mod texts;
mod webhook;

use std::fs;

use tempfile::TempDir;

use super::{
    ConfigurationError, Machine, Settings, Sources,
    keys::{self, KEYS},
    load,
};

/// Random-looking secrets.
const PEPPER: &str = "q7Jx2mVwZk9TtR4bLs8NfYc3HdPg6AuE";
const JWT_SECRET: &str = "Zr5Kw8QmXv2TnB7yGhJ4sDf9LpCa3UeM";
const THIRD_SECRET: &str = "b6Yt3FqWz8RkMn5XjVg2HsLc9PdTa7Ew";

/// A password fit for a new account.
const PASSWORD: &str = "correct horse battery";

/// The advice for a file of secrets that can't be read.
const READABLE: &str = "name a UTF-8 text file that this process can read";

/// Whether this is the key of a file that holds what could be given under another key.
fn is_file_key(name: &str) -> bool {
    name.strip_suffix("_file").is_some_and(|secret| keys::find(secret).is_some())
}

/// Sources in their own directory, so that no test sees another's files.
struct Scene {
    directory: TempDir,
    sources: Sources,
}

impl Scene {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let sources = Sources {
            file: None,
            directory: directory.path().to_owned(),
            environment: vec![("PATH".into(), "/bin".into())],
            overrides: Vec::new(),
            machine: Machine { cores: 3, logs_to_terminal: false },
        };
        Self { directory, sources }
    }

    /// A configuration that production accepts.
    fn production() -> Self {
        Self::new()
            .variable("TRANCHE_MODE", "production")
            .variable("TRANCHE_SECURITY__PASSWORD_PEPPER", PEPPER)
            .variable("TRANCHE_SECURITY__JWT_SECRET", JWT_SECRET)
    }

    fn file(self, name: &str, text: &str) -> Self {
        fs::write(self.directory.path().join(name), text).unwrap();
        self
    }

    /// Sets a variable, in place of an earlier value.
    fn variable(mut self, name: &str, value: &str) -> Self {
        self.sources.environment.retain(|(known, _)| known != name);
        self.sources.environment.push((name.into(), value.into()));
        self
    }

    fn flag(mut self, key: &str, value: &str) -> Self {
        self.sources.overrides.push((key.to_owned(), value.to_owned()));
        self
    }

    /// As a start does, which keeps generated secrets.
    fn load(&self) -> Result<Settings, ConfigurationError> {
        let mut settings = load(&self.sources)?;
        let listed = KEYS.iter().map(|key| key.name.as_str()).filter(|name| !is_file_key(name));
        assert!(settings.shown.names().eq(listed), "whether a key is read depends on nothing that is given");
        settings.keep_generated_secrets()?;
        Ok(settings)
    }

    fn settings(&self) -> Settings {
        self.load().unwrap()
    }

    /// The lines of the refusal, without the path of the test's directory.
    fn refusals(&self) -> Vec<String> {
        let directory = format!("{}/", self.directory.path().display());
        let error = self.load().expect_err("the configuration is refused");
        error.diagnostics().iter().map(|diagnostic| diagnostic.to_string().replace(&directory, "")).collect()
    }
}
