use std::net::SocketAddr;

use crate::configuration::{kinds::socket_address, reader::Reader};

/// What the process counts and measures.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// Where that can be read; `None` where nothing is counted.
    pub listen: Option<SocketAddr>,
}

impl Metrics {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            listen: reader
                .key("metrics.listen")
                .means("Where figures for Prometheus are served, at `/metrics`:")
                .means("an IP address with a port, such as `127.0.0.1:9464`. Nobody is asked who they are there.")
                .means("Without it nothing is counted. See [observability](observability.md).")
                .optional(socket_address()),
        }
    }
}
