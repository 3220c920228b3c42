use std::{sync::Arc, time::Duration};

use application::{Clock, Outbox};
use metrics::gauge;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::time::{sleep, timeout};

use crate::composition::Composition;

/// The time between looks.
const INTERVAL: Duration = Duration::from_secs(5);
/// The time between looks for a store that did not answer, or is not prepared yet.
const INTERVAL_AWAY: Duration = Duration::from_secs(1);
/// How long the store may take to answer a look.
const TIMEOUT: Duration = Duration::from_secs(2);
/// How many waiting events are counted: beyond that, how old they are says more.
const COUNTED: u16 = 1_000;

/// Looks at the store now and then, so that nobody who asks for figures waits for it; and keeps what is collected small,
/// where nobody asks.
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

/// Answers whether the store does.
async fn look(outbox: &dyn Outbox, clock: &dyn Clock) -> bool {
    let answer = timeout(TIMEOUT, outbox.pending(None, COUNTED)).await;
    let events = answer.ok().and_then(Result::ok);
    // What is not known is told as such, and not as the last that was known.
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
