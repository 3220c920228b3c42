use std::{sync::Arc, time::Duration};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::sleep,
};
use tracing::{error, info};

use crate::readiness::Readiness;

/// Resolves when the server should stop taking connections: on SIGTERM or SIGINT, after readiness was red for
/// `drain_delay`, so that load balancers have looked elsewhere by then.
pub(super) async fn end(readiness: Arc<Readiness>, drain_delay: Duration) {
    match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
        (Ok(terminate), Ok(interrupt)) => first_of(terminate, interrupt).await,
        (Err(error), _) | (_, Err(error)) => {
            error!(%error, "signals can't be heard; only SIGKILL ends this process");
            std::future::pending::<()>().await;
        }
    }
    info!("stopping: requests in flight are finished");
    readiness.drain();
    sleep(drain_delay).await;
}

async fn first_of(mut terminate: Signal, mut interrupt: Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
