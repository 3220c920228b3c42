use super::{kinds::one_of, reader::Reader};

/// How strictly the rest of the configuration is validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Starts with nothing configured, generated secrets and plain HTTP.
    Development,
    /// Refuses what is fit for trial use only.
    Production,
}

impl Mode {
    /// If `mode` is invalid, validate the rest as development.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        reader
            .key("mode")
            .means("`development` or `production`. Production refuses missing,")
            .means("generated, example, short and equal secrets, insecure cookies and cheap password hashes.")
            .or(Self::Development, one_of([("development", Self::Development), ("production", Self::Production)]))
    }
}
