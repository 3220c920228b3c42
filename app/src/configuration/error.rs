use std::fmt;

use thiserror::Error;

/// Why the configuration can't be used: all of its problems at once, so that one pass corrects them. It never has a
/// secret's value.
#[derive(Debug, Error)]
pub struct ConfigurationError {
    diagnostics: Vec<Diagnostic>,
}

/// One problem of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The setting, environment variable or file at fault.
    pub subject: String,
    /// Where its value came from, if known.
    pub origin: Option<String>,
    /// What is wrong and what to do.
    pub reason: String,
}

impl ConfigurationError {
    pub(super) const fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    /// All problems.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl Diagnostic {
    pub(super) fn new(subject: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { subject: subject.into(), origin: None, reason: reason.into() }
    }

    pub(super) fn given_in(self, origin: Option<String>) -> Self {
        Self { origin, ..self }
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the configuration can't be used")?;
        self.diagnostics.iter().try_for_each(|diagnostic| write!(formatter, "\n  {diagnostic}"))
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.subject)?;
        if let Some(origin) = &self.origin {
            write!(formatter, " (from {origin})")?;
        }
        write!(formatter, ": {}", self.reason)
    }
}
