use super::{kinds::one_of, reader::Reader};

/// How strict to be with the rest of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Starts with nothing configured, generated secrets and plain HTTP.
    Development,
    /// Refuses what is only good for trying out.
    Production,
}

impl Mode {
    /// An unusable mode asks for nothing: the rest is read as in development.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        reader
            .key("mode")
            .means("`development` or `production`. Production refuses missing,")
            .means("generated, example, short and equal secrets, insecure cookies and cheap password hashes.")
            .or(Self::Development, one_of([("development", Self::Development), ("production", Self::Production)]))
    }
}
