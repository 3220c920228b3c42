/// What every environment variable of ours begins with.
pub(super) const PREFIX: &str = "TRANCHE_";

/// One setting: what the loader accepts and what the reference tells of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// The path from the root of the file, its levels separated by dots.
    pub(super) name: &'static str,
    /// What holds where nothing is given.
    pub(super) fallback: Fallback,
    /// Whether the value may be told to whoever reads messages.
    pub(super) content: Content,
    /// What it means and which values it takes, in Markdown.
    pub(super) meaning: &'static str,
}

/// What holds where a key is not given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fallback {
    /// This value, written as it would be in the environment.
    Text(&'static str),
    /// Something that depends on another setting or on the machine; the text is for readers.
    Varies(&'static str),
    /// Nothing: the feature is off or the list is empty.
    Nothing,
}

/// Whether a value may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// It may.
    Plain,
    /// It is a secret, or may hold one: no message repeats it.
    Sensitive,
}

impl Key {
    /// The environment variable that sets it.
    pub(super) fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.replace('.', "__").to_uppercase())
    }
}
