use std::time::Duration;

use application::StoreError;
use tokio::{
    sync::oneshot::{self, Sender},
    time::{sleep, timeout},
};

use crate::startup_tasks::StartupTasks;

/// How long a start waits for the store before the server reports that it listens, even if it is unready.
const MOMENT: Duration = Duration::from_millis(1_500);
/// The wait after a first failure; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The longest wait between tries, and so the delay until a recovery is noticed.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Prepares the store, however long that takes. Returns when that is done, or after [`MOMENT`] while it continues.
///
/// # Errors
/// [`StoreError::Unusable`], if a try within [`MOMENT`] finds that.
pub(super) async fn start_and_wait_a_moment(startup_tasks: StartupTasks) -> Result<(), StoreError> {
    let (report, reported) = oneshot::channel();
    actix_web::rt::spawn(until_done(startup_tasks, report));
    match timeout(MOMENT, reported).await {
        Ok(Ok(outcome)) => outcome,
        // The startup tasks continue in the background.
        Ok(Err(_)) | Err(_) => Ok(()),
    }
}

async fn until_done(mut startup_tasks: StartupTasks, report: Sender<Result<(), StoreError>>) {
    let (mut report, mut wait) = (Some(report), FIRST_WAIT);
    loop {
        match startup_tasks.try_once().await {
            Ok(true) => {
                if let Some(report) = report {
                    // The start may have stopped waiting.
                    let _ = report.send(Ok(()));
                }
                return;
            }
            Ok(false) => {}
            Err(unusable) => {
                let unheard = match report.take() {
                    Some(report) => report.send(Err(unusable)),
                    None => Err(Err(unusable)),
                };
                match unheard {
                    // The start fails with the error.
                    Ok(()) => return,
                    Err(Err(unusable)) => startup_tasks.log_unusable(&unusable),
                    Err(Ok(())) => {}
                }
            }
        }
        sleep(wait).await;
        wait = LONGEST_WAIT.min(wait * 2);
    }
}
