//! Reports to the service manager that started the process, such as systemd with `Type=notify`. Where `NOTIFY_SOCKET` is
//! not set there is none, and nothing is sent.

use std::net::SocketAddr;

use sd_notify::NotifyState;
use tokio::time::interval;
use tracing::warn;

use super::workers::Workers;

/// Reports that the server listens. Its store may be unreachable still: a manager that waited for it would kill the
/// process, which becomes ready by itself.
pub(super) fn report_listening(addresses: &[SocketAddr]) {
    let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    notify(&[NotifyState::Ready, NotifyState::Status(&format!("listening on {}", addresses.join(", ")))]);
}

/// Reports that the server ends, and finishes the requests in flight.
pub(super) fn report_stopping() {
    notify(&[NotifyState::Stopping, NotifyState::Status("stopping: requests in flight are finished")]);
}

/// Reports twice within the watchdog's time, where the manager sets one (`WatchdogSec=`), for as long as every worker
/// responds. The store is not looked at: a restart would not bring it back.
pub(super) fn report_to_watchdog(workers: Workers) {
    let Some(time) = sd_notify::watchdog_enabled().filter(|time| !time.is_zero()) else { return };
    actix_web::rt::spawn(async move {
        let mut halves = interval(time / 2);
        loop {
            halves.tick().await;
            workers.respond().await;
            notify(&[NotifyState::Watchdog]);
        }
    });
}

fn notify(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        warn!(%error, "the service manager of NOTIFY_SOCKET was not notified");
    }
}
