use std::{error::Error, sync::Arc, time::Duration};

use application::{CycleOutcome, ErrorChain, EventDispatcher};
use tokio::{
    sync::Notify,
    task::JoinHandle,
    time::{sleep, timeout},
};
use tracing::{error, warn};

use crate::{composition::Composition, configuration::Events, lease_refusals::LeaseRefusals};

/// The wait after a cycle with nothing to deliver.
const POLL: Duration = Duration::from_millis(500);
/// The wait while another process delivers.
const ELSEWHERE: Duration = Duration::from_secs(2);
/// The wait after the store's first failure; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest wait for a failing store.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// How long deliveries in flight delay the end of the process.
const GRACE: Duration = Duration::from_secs(5);

/// The event dispatcher, as a background task.
pub(super) struct Dispatch {
    dispatcher: Arc<EventDispatcher>,
    wake: Arc<Notify>,
    task: Option<JoinHandle<()>>,
}

impl Dispatch {
    /// The configured dispatcher, not started yet; `None` if this process does not deliver.
    ///
    /// # Errors
    /// The publisher can't use a setting on this system.
    pub(super) fn prepare(
        composition: &Composition,
        settings: &Events,
    ) -> Result<Option<Self>, Box<dyn Error + Send + Sync>> {
        if !settings.dispatch {
            return Ok(None);
        }
        let dispatcher = Arc::new(composition.event_dispatcher(settings)?);
        Ok(Some(Self { dispatcher, wake: Arc::default(), task: None }))
    }

    /// Starts delivering, for as long as the process lives.
    pub(super) fn start(&mut self) {
        self.task = Some(actix_web::rt::spawn(run(self.dispatcher.clone(), self.wake.clone())));
    }

    /// Starts no further delivery, waits for those in flight, and releases the lease, so that another process
    /// can continue at once. A delivery that exceeds the grace period is abandoned, and delivered again later.
    pub(super) async fn stop(self) {
        self.dispatcher.stop();
        self.wake.notify_one();
        if let Some(task) = self.task
            && timeout(GRACE, task).await.is_err()
        {
            warn!("a delivery of events was interrupted; it is retried");
        }
    }
}

async fn run(dispatcher: Arc<EventDispatcher>, wake: Arc<Notify>) {
    let (mut wait_for_store, mut refusals) = (FIRST_WAIT, LeaseRefusals::default());
    while !dispatcher.is_stopping() {
        let own = dispatcher.clone();
        // In its own task, so that a panic ends the cycle and not the dispatcher.
        let pause = match actix_web::rt::spawn(async move { own.run_cycle().await }).await {
            Ok(Ok(outcome)) => {
                wait_for_store = FIRST_WAIT;
                refusals.observe(outcome);
                pause_after(outcome)
            }
            Ok(Err(error)) => {
                let pause = wait_for_store;
                refusals.forget();
                warn!(error = %ErrorChain(&error), ?pause, "events were not delivered");
                wait_for_store = LONGEST_WAIT.min(pause * 2);
                pause
            }
            Err(panic) => {
                error!(error = %ErrorChain(&panic), "a delivery cycle panicked");
                refusals.forget();
                LONGEST_WAIT
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = wake.notified() => {}
        }
    }
}

fn pause_after(outcome: CycleOutcome) -> Duration {
    match outcome {
        CycleOutcome::Progress => Duration::ZERO,
        CycleOutcome::NothingDue => POLL,
        CycleOutcome::LeasedElsewhere { .. } => ELSEWHERE,
        CycleOutcome::ReceiverDown { pause } => {
            warn!(?pause, "the receiver of events is down");
            pause
        }
    }
}
