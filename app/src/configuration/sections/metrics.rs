use std::net::SocketAddr;

use crate::configuration::{kinds::socket_address, reader::Reader};

/// The metrics of the process.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// The address to serve them at; `None` if metrics are off.
    pub listen: Option<SocketAddr>,
}

impl Metrics {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            listen: reader
                .key("metrics.listen")
                .means("Where metrics for Prometheus are served, at `/metrics`, without authentication:")
                .means("an IP address with a port, such as `127.0.0.1:9464`.")
                .means("Without it there are no metrics. See [observability](observability.md).")
                .optional(socket_address()),
        }
    }
}
