use std::{sync::Arc, time::Duration};

use application::{Clock, ErrorChain, Housekeeping, removable_at};
use tokio::time::sleep;
use tracing::{debug, error, warn};

use crate::composition::Composition;

/// The wait between rounds that found little.
const PAUSE: Duration = Duration::from_mins(1);
/// The wait between rounds while there is much: the store is for others too.
const BREATH: Duration = Duration::from_millis(200);
/// The most that one round removes of each kind, so that no commit takes long.
const BATCH: u16 = 500;

/// Removes expired things from the store, a bounded number at a time, for as long as the process lives.
pub(super) fn start(composition: &Composition) {
    let housekeeping: Arc<dyn Housekeeping> = composition.persistence.resolve();
    actix_web::rt::spawn(run(housekeeping, composition.clock.clone()));
}

async fn run(housekeeping: Arc<dyn Housekeeping>, clock: Arc<dyn Clock>) {
    loop {
        let (own, expired) = (housekeeping.clone(), removable_at(clock.now()));
        // In a task of its own, so that a panic ends the round and not the housekeeping.
        let removed = match actix_web::rt::spawn(async move { own.purge_expired(expired, BATCH).await }).await {
            Ok(Ok(removed)) => removed,
            Ok(Err(error)) => {
                warn!(error = %ErrorChain(&error), "expired things were not removed");
                0
            }
            Err(panic) => {
                error!(error = %ErrorChain(&panic), "a round of housekeeping broke off");
                0
            }
        };
        if removed > 0 {
            debug!(removed, "removed expired things");
        }
        sleep(if removed >= u64::from(BATCH) { BREATH } else { PAUSE }).await;
    }
}
