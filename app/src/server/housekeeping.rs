use std::{sync::Arc, time::Duration};

use application::{Clock, ErrorChain, Housekeeping, Maintenance, StoreError, removable_at};
use domain::Timestamp;
use tokio::time::sleep;
use tracing::{debug, error, warn};

use crate::composition::Composition;

/// The wait after a cycle that found little.
const PAUSE: Duration = Duration::from_mins(1);
/// The wait after a full cycle: requests need the store too.
const BREATH: Duration = Duration::from_millis(200);
/// The most entries of each kind that one cycle removes, so that no commit takes long.
const BATCH: u16 = 500;

/// Removes expired entries from the store, a bounded number at a time, for as long as the process lives.
pub(super) fn start(composition: &Composition) {
    let housekeeping: Arc<dyn Housekeeping> = composition.persistence.resolve();
    actix_web::rt::spawn(run(housekeeping, composition.maintenance(), composition.clock.clone()));
}

async fn run(housekeeping: Arc<dyn Housekeeping>, maintenance: Arc<dyn Maintenance>, clock: Arc<dyn Clock>) {
    loop {
        let cycle = cycle(housekeeping.clone(), maintenance.clone(), clock.now());
        // In its own task, so that a panic ends the cycle and not the housekeeping.
        let removed = match actix_web::rt::spawn(cycle).await {
            Ok(Ok(removed)) => removed,
            Ok(Err(error)) => {
                warn!(error = %ErrorChain(&error), "expired data was not removed");
                0
            }
            Err(panic) => {
                error!(error = %ErrorChain(&panic), "a housekeeping cycle panicked");
                0
            }
        };
        if removed > 0 {
            debug!(removed, "removed expired data");
        }
        sleep(if removed >= u64::from(BATCH) { BREATH } else { PAUSE }).await;
    }
}

/// Ends the maintenance of an export that died, and removes expired entries; returns how many.
async fn cycle(
    housekeeping: Arc<dyn Housekeeping>,
    maintenance: Arc<dyn Maintenance>,
    now: Timestamp,
) -> Result<u64, StoreError> {
    if maintenance.end_lapsed(now).await? {
        warn!("ended the maintenance of an export that did not end it");
    }
    housekeeping.purge_expired(removable_at(now), BATCH).await
}
