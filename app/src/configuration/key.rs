/// The prefix of this service's environment variables.
pub(super) const PREFIX: &str = "TRANCHE_";

/// One setting, as the loader and the reference know it.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// The path from the root of the file, its levels separated by dots.
    pub(super) name: String,
    /// The default, in Markdown.
    pub(super) default: String,
    /// Whether messages may repeat the value.
    pub(super) content: Content,
    /// Meaning and values, in Markdown.
    pub(super) meaning: String,
}

/// Whether messages may repeat a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Messages may repeat it.
    Plain,
    /// It is a secret, or may hold one: no message repeats it.
    Sensitive,
}

impl Key {
    /// The environment variable that sets it.
    pub(super) fn variable(&self) -> String {
        variable(&self.name)
    }
}

/// The environment variable that sets the key of this name.
pub(super) fn variable(name: &str) -> String {
    format!("{PREFIX}{}", name.replace('.', "__").to_uppercase())
}
