use std::{error::Error, net::SocketAddr, time::Duration};

use actix_web::{App, HttpResponse, Responder, web};
use metrics::counter;
use metrics_exporter_prometheus::PrometheusHandle;
use metrics_process::Collector;
use tracing::info;
use tracing_appender::non_blocking::ErrorCounter;

use crate::{
    listener::{self, ConnectionLimits, not_listening},
    stores::ConnectionMetrics,
};

/// The content type by which Prometheus knows the format.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";
/// The timeout for a request; it is half as long again for a write of the response.
const TIMEOUT: Duration = Duration::from_secs(5);
/// The timeout of an idle connection.
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// The most connections: metrics have few readers.
const CONNECTIONS: usize = 16;

/// The sources of a response. None of them makes it wait.
struct MetricsState {
    recorder: PrometheusHandle,
    dropped_lines: ErrorCounter,
    connections: Option<ConnectionMetrics>,
    process: Collector,
}

/// Serves the metrics, in a thread of its own: it answers while the server's threads are busy.
pub(super) fn start(
    address: SocketAddr,
    recorder: PrometheusHandle,
    dropped_lines: ErrorCounter,
    connections: Option<ConnectionMetrics>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let process = Collector::default();
    process.describe();
    let state = web::Data::new(MetricsState { recorder, dropped_lines, connections, process });
    let app =
        move || App::new().app_data(state.clone()).service(web::resource("/metrics").route(web::get().to(scrape)));
    let limits = ConnectionLimits {
        workers: 1,
        connections: CONNECTIONS,
        head_timeout: TIMEOUT,
        keep_alive: KEEP_ALIVE,
        body: 0,
        body_timeout: TIMEOUT,
    };
    let (listening, addresses) = listener::bind(address, limits, app)
        .map_err(|error| not_listening(&format!("metrics.listen: {address}"), &error, "metrics.listen"))?;
    for address in addresses {
        info!(%address, "metrics are served");
    }
    let listening = listening.disable_signals();
    actix_web::rt::spawn(listening.run());
    Ok(())
}

async fn scrape(state: web::Data<MetricsState>) -> impl Responder {
    state.process.collect();
    if let Some(connections) = &state.connections {
        connections.record();
    }
    let dropped = u64::try_from(state.dropped_lines.dropped_lines()).unwrap_or(u64::MAX);
    counter!("tranche_log_lines_dropped_total").absolute(dropped);
    HttpResponse::Ok().content_type(TEXT_FORMAT).body(state.recorder.render())
}
