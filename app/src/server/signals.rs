use std::{future::Future, io, sync::Arc, time::Duration};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::oneshot,
    time::sleep,
};
use tracing::info;

use super::service_manager;
use crate::readiness::Readiness;

/// The signals that end the server, each as a supervisor or a terminal sends it.
const ENDING: [(&str, SignalKind); 3] =
    [("SIGTERM", SignalKind::terminate()), ("SIGINT", SignalKind::interrupt()), ("SIGQUIT", SignalKind::quit())];
/// The signals that make daemons reload their configuration or reopen their logs. This server reads its configuration
/// once and logs to no file, so there is nothing to do; without a handler each would end the process at once, and cut
/// the requests in flight.
const IGNORED: [(&str, SignalKind); 3] = [
    ("SIGHUP", SignalKind::hangup()),
    ("SIGUSR1", SignalKind::user_defined1()),
    ("SIGUSR2", SignalKind::user_defined2()),
];

/// The handlers of all signals.
pub(super) struct Signals {
    ending: [(&'static str, Signal); 3],
    ignored: [(&'static str, Signal); 3],
}

impl Signals {
    /// Installs the handlers.
    ///
    /// # Errors
    /// The system refuses a handler.
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self { ending: handlers(ENDING)?, ignored: handlers(IGNORED)? })
    }

    /// Handles signals for as long as the process lives. Resolves when the server should stop accepting connections:
    /// after the first signal that ends it and `drain_delay` with readiness red, by which time load balancers send
    /// requests elsewhere.
    pub(super) fn end(mut self, readiness: Arc<Readiness>, drain_delay: Duration) -> impl Future<Output = ()> {
        let (order, ordered) = oneshot::channel();
        actix_web::rt::spawn(async move {
            let mut order = Some(order);
            loop {
                tokio::select! {
                    signal = first_of(&mut self.ending) => {
                        if let Some(order) = order.take() {
                            info!(signal, "stopping: requests in flight are finished");
                            readiness.drain();
                            service_manager::report_stopping();
                            // Without a receiver the server has ended.
                            let _ = order.send(());
                        } else {
                            info!(signal, "stopping already: requests in flight are finished; SIGKILL would cut them");
                        }
                    }
                    signal = first_of(&mut self.ignored) => {
                        info!(signal, "a signal changes nothing: there is no file to open or to read anew");
                    }
                }
            }
        });
        async move {
            if ordered.await.is_err() {
                // The task above lives as long as the process.
                std::future::pending::<()>().await;
            }
            sleep(drain_delay).await;
        }
    }
}

fn handlers(kinds: [(&'static str, SignalKind); 3]) -> io::Result<[(&'static str, Signal); 3]> {
    let [(a, first), (b, second), (c, third)] = kinds;
    Ok([(a, signal(first)?), (b, signal(second)?), (c, signal(third)?)])
}

/// The name of the next signal.
async fn first_of(signals: &mut [(&'static str, Signal); 3]) -> &'static str {
    let [(a, first), (b, second), (c, third)] = signals;
    tokio::select! {
        _ = first.recv() => a,
        _ = second.recv() => b,
        _ = third.recv() => c,
    }
}
