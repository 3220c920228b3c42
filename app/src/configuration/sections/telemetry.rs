use url::Url;

use crate::configuration::{
    kinds::{endpoint, share, short_name},
    reader::Reader,
};

/// The traces of requests.
#[derive(Clone, Debug)]
pub struct Telemetry {
    /// The receiver's endpoint; `None` if tracing is off.
    pub otlp_endpoint: Option<Url>,
    /// The share of requests that are traced.
    pub sample_ratio: f64,
    /// The name of this service in its traces.
    pub service_name: String,
}

impl Telemetry {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            otlp_endpoint: reader
                .key("telemetry.otlp_endpoint")
                .means("Where [traces](tracing.md) go:")
                .means("OTLP over HTTP, at `/v1/traces` below such as `http://127.0.0.1:4318`.")
                .optional(endpoint()),
            sample_ratio: reader
                .key("telemetry.sample_ratio")
                .means("The share of requests that are traced, {bounds}, if their `traceparent` doesn't decide.")
                .or(1.0, share()),
            service_name: reader
                .key("telemetry.service_name")
                .means("The service's name in its traces, 1 to 64 characters.")
                .or("tranche".to_owned(), short_name()),
        }
    }
}
