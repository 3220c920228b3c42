use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::preparation::Preparation;

/// How long a start waits for the store before the server tells that it listens, unready as it may be.
const MOMENT: Duration = Duration::from_millis(1_500);
/// The wait after a first failure; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest wait between tries: how late the end of a failure is noticed.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Prepares the store, for as long as that takes; returns when it is done, or after a moment while it goes on.
pub(super) async fn start_and_wait_a_moment(preparation: Preparation) {
    let preparing = actix_web::rt::spawn(until_done(preparation));
    // What the task finds is in the log; the wait is all that is wanted here.
    let _ = timeout(MOMENT, preparing).await;
}

async fn until_done(mut preparation: Preparation) {
    let mut wait = FIRST_WAIT;
    while !preparation.attempt().await {
        sleep(wait).await;
        wait = LONGEST_WAIT.min(wait * 2);
    }
}
