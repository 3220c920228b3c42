use crate::configuration::{kinds::boolean, reader::Reader};

/// The served documentation.
#[derive(Clone, Debug)]
pub struct Docs {
    /// Whether it is served.
    pub enabled: bool,
}

impl Docs {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            enabled: reader
                .key("docs.enabled")
                .means("Whether the Swagger UI at `/docs/` and `/openapi.json` are served.")
                .or(true, boolean()),
        }
    }
}
