mod dispatch;
mod greeting;
mod housekeeping;
mod preparing;
mod service_manager;
mod signals;
mod workers;

use std::{
    error::Error,
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use tracing::info;

use dispatch::Dispatch;
use signals::Signals;
use workers::Workers;

use crate::{
    composition::compose,
    configuration::Settings,
    http_app::HttpApp,
    listener::{self, ConnectionLimits, not_listening},
    logging::{self, Counted},
    metrics::Metrics,
    readiness::Readiness,
    startup_tasks::StartupTasks,
    telemetry::Telemetry,
};

/// Serves until a signal ends it.
///
/// # Errors
/// Anything that prevents the start, such as a store that is unusable as it is. An unreachable one does not: the server
/// then waits for it, unready.
pub(crate) async fn serve(
    settings: Settings,
    address_file: Option<PathBuf>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let telemetry = Telemetry::start(&settings.telemetry)?;
    let metrics = Metrics::start(&settings.metrics)?;
    let counted = if metrics.is_some() { Counted::Yes } else { Counted::No };
    let (_guard, dropped_lines) = logging::start(&settings.log, &telemetry, counted)?;
    // Before the address is published: from then on a supervisor may send signals.
    let signals = Signals::listen().map_err(|error| format!("signals can't be handled: {error}"))?;
    let composition = compose(&settings)?;
    let readiness = Arc::new(Readiness::new(&composition));
    let server = &settings.server;
    let app = HttpApp::new(&settings, &composition, &readiness);
    let mut dispatch = Dispatch::prepare(&composition, &settings.events)?;
    let limits = ConnectionLimits {
        workers: server.workers,
        connections: server.max_connections,
        head_timeout: server.request_head_timeout,
        keep_alive: server.keep_alive,
        body: server.body_limit_bytes,
        body_timeout: server.body_timeout,
    };
    let workers = Workers::default();
    let served_by = workers.clone();
    let build = move || {
        served_by.add_this_thread();
        app.build()
    };
    let (listening, addresses) = listener::bind((server.host.as_str(), server.port), limits, build)
        .map_err(|error| not_listening(&format!("{}:{}", server.host, server.port), &error, "server.port"))?;
    let listening = listening
        .shutdown_timeout(server.shutdown_timeout.as_secs())
        .shutdown_signal(signals.end(readiness.clone(), server.drain_delay));
    if let Some(metrics) = metrics {
        metrics.serve(&composition, dropped_lines)?;
    }
    let running = actix_web::rt::spawn(listening.run());
    preparing::start_and_wait_a_moment(StartupTasks::new(&composition, &settings).with_look()).await?;
    housekeeping::start(&composition);
    if let Some(dispatch) = &mut dispatch {
        dispatch.start();
    }
    if let (Some(file), Some(address)) = (address_file, addresses.first()) {
        write_address(&file, *address)?;
    }
    greeting::log_listening(&addresses, &settings);
    service_manager::report_listening(&addresses);
    service_manager::report_to_watchdog(workers);
    info!(target: "security", event = "start", outcome = "success", version = env!("CARGO_PKG_VERSION"), "start");
    running.await??;
    if let Some(dispatch) = dispatch {
        dispatch.stop().await;
    }
    telemetry.stop().await;
    info!(target: "security", event = "stop", outcome = "success", "stop");
    info!("stopped");
    Ok(())
}

/// Writes the server's address to a file for scripts. The file appears whole, never half written.
fn write_address(file: &Path, address: SocketAddr) -> io::Result<()> {
    let mut partial = file.as_os_str().to_owned();
    partial.push(".partial");
    fs::write(&partial, format!("{address}\n"))?;
    fs::rename(partial, file)
}
