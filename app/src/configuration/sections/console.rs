use crate::configuration::{kinds::boolean, reader::Reader};

/// The served console.
#[derive(Clone, Debug)]
pub struct Console {
    /// Whether it is served.
    pub enabled: bool,
}

impl Console {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            enabled: reader
                .key("console.enabled")
                .means(
                    "Whether the console, pages for people, is served at `/console/`. It is drawn from \
                     `/openapi.json`, so it needs `docs.enabled`.",
                )
                .or(true, boolean()),
        }
    }
}
