use std::fmt;

use thiserror::Error;

/// Why the configuration can't be used: everything that is wrong with it, so that one look mends it all. No secret's
/// value is in it.
#[derive(Debug, Error)]
pub struct ConfigurationError {
    problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The setting, environment variable or file at fault.
    pub subject: String,
    /// Where its value came from, where that is known.
    pub origin: Option<String>,
    /// What is wrong and what to do.
    pub reason: String,
}

impl ConfigurationError {
    pub(super) const fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// Everything that is wrong.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl Problem {
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
        self.problems.iter().try_for_each(|problem| write!(formatter, "\n  {problem}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.subject)?;
        if let Some(origin) = &self.origin {
            write!(formatter, " (from {origin})")?;
        }
        write!(formatter, ": {}", self.reason)
    }
}
