use std::time::Duration;

use application::ErrorChain;
use tokio::time::{sleep, timeout};
use tracing::{error, info, warn};

use crate::{
    bootstrap::{Bootstrapped, bootstrap},
    composition::Composition,
    configuration::{Bootstrap, Settings},
};

/// How long a start waits for the store before the server tells that it listens, unready as it may be.
const MOMENT: Duration = Duration::from_millis(1_500);
/// The wait after a first failure; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest wait between tries: how late the end of a failure is noticed.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Brings the schema up to date and makes the configured super admin, for as long as that takes; returns when it is
/// done, or after a moment while it goes on.
pub(super) async fn start_and_wait_a_moment(composition: Composition, settings: &Settings) {
    let (migrate, first) = (settings.store.migrate_on_start, settings.bootstrap.clone());
    let preparation = actix_web::rt::spawn(prepare(composition, migrate, first));
    // What the task finds is in the log; the wait is all that is wanted here.
    let _ = timeout(MOMENT, preparation).await;
}

async fn prepare(composition: Composition, migrate: bool, first: Option<Bootstrap>) {
    if migrate {
        until_done(async || migrate_store(&composition).await).await;
    }
    if let Some(first) = first {
        until_done(async || make_first(&composition, &first).await).await;
    }
}

/// Tries until there is nothing left to try.
async fn until_done(attempt: impl AsyncFn() -> Progress) {
    let mut wait = FIRST_WAIT;
    while attempt().await == Progress::TryAgain {
        sleep(wait).await;
        wait = LONGEST_WAIT.min(wait * 2);
    }
}

#[derive(PartialEq, Eq)]
enum Progress {
    Done,
    TryAgain,
}

async fn migrate_store(composition: &Composition) -> Progress {
    match composition.schema().upgrade().await {
        Ok(applied) => {
            for migration in applied {
                info!(migration, "migrated the store");
            }
            Progress::Done
        }
        Err(error) => {
            warn!(error = %ErrorChain(&error), "the store is not migrated yet");
            Progress::TryAgain
        }
    }
}

async fn make_first(composition: &Composition, first: &Bootstrap) -> Progress {
    match bootstrap(composition, first).await {
        Ok(Bootstrapped::Made(user)) => {
            info!(username = %user.username(), "made the first super admin");
            Progress::Done
        }
        Ok(Bootstrapped::NotNeeded) => Progress::Done,
        Ok(Bootstrapped::Refused(reason)) => {
            error!(error = %ErrorChain(&*reason), "the first super admin of `bootstrap` was not made");
            Progress::Done
        }
        Err(error) => {
            warn!(error = %ErrorChain(&error), "the first super admin is not made yet");
            Progress::TryAgain
        }
    }
}
