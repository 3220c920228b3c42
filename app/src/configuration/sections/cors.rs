use presentation::Origin;

use crate::configuration::{kinds::origin, reader::Reader};

/// Which other origins' pages may call.
#[derive(Clone, Debug)]
pub struct Cors {
    /// Their exact origins.
    pub allowed_origins: Vec<Origin>,
}

impl Cors {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            allowed_origins: reader
                .key("cors.allowed_origins")
                .means("Exact origins (`scheme://host[:port]`) whose pages may call;")
                .means("they are exempt from the cross-site refusal too. A list.")
                .list(origin()),
        }
    }
}
