use std::{sync::Arc, time::Duration};

use application::{ErrorChain, Schema};
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

/// How long a start waits for the store before the server tells that it listens, unready as it may be.
const MOMENT: Duration = Duration::from_millis(1_500);
/// The wait after a first failure; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest wait between tries: how late the end of a failure is noticed.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Brings the schema up to date, for as long as that takes; returns when it is done, or after a moment while it goes on.
pub(super) async fn start_and_wait_a_moment(schema: Arc<dyn Schema>) {
    let preparation = actix_web::rt::spawn(prepare(schema));
    // What the task finds is in the log; the wait is all that is wanted here.
    let _ = timeout(MOMENT, preparation).await;
}

async fn prepare(schema: Arc<dyn Schema>) {
    let mut wait = FIRST_WAIT;
    loop {
        match schema.upgrade().await {
            Ok(applied) => {
                for migration in applied {
                    info!(migration, "migrated the store");
                }
                return;
            }
            Err(error) => warn!(error = %ErrorChain(&error), "the store is not migrated yet"),
        }
        sleep(wait).await;
        wait = LONGEST_WAIT.min(wait * 2);
    }
}
