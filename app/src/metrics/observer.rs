use std::{sync::Arc, time::Duration};

use application::{Clock, Outbox};
use metrics::gauge;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::time::{sleep, timeout};

use crate::composition::Composition;

/// The time between checks.
const INTERVAL: Duration = Duration::from_secs(5);
/// The time between checks of a store that did not answer, or is not migrated yet.
const INTERVAL_AWAY: Duration = Duration::from_secs(1);
/// The timeout of a check.
const TIMEOUT: Duration = Duration::from_secs(2);
/// The most waiting events that are counted: beyond that, their age says more.
const COUNTED: u16 = 1_000;

/// Checks the store at intervals, so that no scrape waits for it, and runs the recorder's upkeep, which bounds its
/// memory while nothing scrapes.
pub(super) fn start(composition: &Composition, recorder: PrometheusHandle) {
    let outbox: Arc<dyn Outbox> = composition.persistence.resolve();
    let clock = composition.clock.clone();
    actix_web::rt::spawn(async move {
        loop {
            let answers = look(&*outbox, &*clock).await;
            recorder.run_upkeep();
            sleep(if answers { INTERVAL } else { INTERVAL_AWAY }).await;
        }
    });
}

/// Updates the metrics of the store. Returns whether it answered.
async fn look(outbox: &dyn Outbox, clock: &dyn Clock) -> bool {
    let answer = timeout(TIMEOUT, outbox.pending(None, COUNTED)).await;
    let events = answer.ok().and_then(Result::ok);
    // An unknown value is reported as `NaN`, not as the last known one.
    let (mut waiting, mut oldest) = (f64::NAN, f64::NAN);
    if let Some(events) = &events {
        let now = clock.now();
        waiting = u32::try_from(events.len()).map_or(f64::INFINITY, f64::from);
        let ages = events.iter().map(|pending| now.since(pending.event.at).as_secs_f64());
        oldest = ages.fold(0.0, f64::max);
    }
    gauge!("tranche_store_up").set(if events.is_some() { 1.0 } else { 0.0 });
    gauge!("tranche_outbox_pending").set(waiting);
    gauge!("tranche_outbox_oldest_seconds").set(oldest);
    events.is_some()
}
