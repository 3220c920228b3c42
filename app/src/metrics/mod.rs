//! Metrics of the process, which Prometheus scrapes if a listener is configured.
//!
//! Code records them with the facade `metrics`, as it logs with `tracing`; this module has the recorder. Without a
//! listener there is no recorder, and recording costs next to nothing.

mod listener;
mod names;
mod observer;
mod requests;
mod security_events;

pub(crate) use requests::measure;
pub(crate) use security_events::security_events;

use std::{error::Error, net::SocketAddr};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_appender::non_blocking::ErrorCounter;

use crate::{composition::Composition, configuration, stores::ConnectionMetrics};

/// The bucket bounds of durations, in seconds: from a look-up in memory to a timeout.
const DURATIONS: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// The recorder, and the address that its metrics are served at.
pub(crate) struct Metrics {
    address: SocketAddr,
    recorder: PrometheusHandle,
}

impl Metrics {
    /// Installs the recorder, if a listener is configured.
    ///
    /// # Errors
    /// The process has a recorder already.
    pub(crate) fn start(settings: &configuration::Metrics) -> Result<Option<Self>, Box<dyn Error + Send + Sync>> {
        let Some(address) = settings.listen else { return Ok(None) };
        let builder = PrometheusBuilder::new();
        let recorder = builder.set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &DURATIONS)?;
        let recorder = recorder.install_recorder()?;
        names::describe();
        Ok(Some(Self { address, recorder }))
    }

    /// Serves the metrics for as long as the process lives.
    ///
    /// # Errors
    /// The address can't be listened on.
    pub(crate) fn serve(
        self,
        composition: &Composition,
        dropped_lines: ErrorCounter,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        let connections: Option<ConnectionMetrics> = composition.connection_metrics.clone();
        observer::start(composition, self.recorder.clone());
        listener::start(self.address, self.recorder, dropped_lines, connections)
    }
}
