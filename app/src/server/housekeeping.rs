use std::{sync::Arc, time::Duration};

use application::{Clock, ErrorChain, Housekeeping, removable_at};
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
    actix_web::rt::spawn(run(housekeeping, composition.clock.clone()));
}

async fn run(housekeeping: Arc<dyn Housekeeping>, clock: Arc<dyn Clock>) {
    loop {
        let (own, expired) = (housekeeping.clone(), removable_at(clock.now()));
        // In its own task, so that a panic ends the cycle and not the housekeeping.
        let removed = match actix_web::rt::spawn(async move { own.purge_expired(expired, BATCH).await }).await {
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
