use std::{cell::RefCell, error::Error, sync::Arc, time::Duration};

use application::{CycleOutcome, EventDispatcher, Housekeeping, StoreError, removable_at};
use domain::Timestamp;
use serde::Serialize;
use tokio::time::{sleep, timeout};
use tracing::warn;

use crate::{composition::Composition, configuration::Events, lease_refusals::LeaseRefusals};

/// The time limit of each part of the work.
const MOST: Budget =
    Budget { delivering: Duration::from_secs(15), ending: Duration::from_secs(5), cleaning: Duration::from_secs(5) };
/// The time kept back for the response of the invocation, and for the export of traces.
const MARGIN: Duration = Duration::from_secs(2);
/// How long releasing the lease may take.
const RELEASING: Duration = Duration::from_millis(500);
/// The most entries of each kind that one commit removes.
const BATCH: u16 = 500;

/// The server's background work, done within one invocation.
pub(super) struct Background {
    composition: Composition,
    events: Events,
    /// From one invocation to the next: the environment is the process that waits for the lease.
    refusals: RefCell<LeaseRefusals>,
}

/// The result of an invocation.
#[derive(Debug, Serialize)]
pub(super) struct Done {
    /// How many expired entries were removed.
    removed: u64,
}

/// The time of each part of the work, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Budget {
    /// Delivering events.
    delivering: Duration,
    /// Waiting for deliveries in flight after that.
    ending: Duration,
    /// Removing expired entries.
    cleaning: Duration,
}

impl Budget {
    /// The budget that fits into the time left of an invocation.
    fn within(left: Duration) -> Self {
        let usable = left.saturating_sub(MARGIN);
        let (ending, cleaning) = (MOST.ending.min(usable / 5), MOST.cleaning.min(usable / 5));
        let delivering = MOST.delivering.min(usable.saturating_sub(ending + cleaning));
        Self { delivering, ending, cleaning }
    }
}

impl Background {
    pub(super) fn new(composition: &Composition, events: &Events) -> Self {
        Self { composition: composition.clone(), events: events.clone(), refusals: RefCell::default() }
    }

    /// Delivers events and removes expired entries until none are left, or until the invocation, which ends at
    /// `deadline`, runs out of time.
    pub(super) async fn run(&self, deadline: Timestamp) -> Result<Done, Box<dyn Error + Send + Sync>> {
        let budget = Budget::within(deadline.since(self.composition.clock.now()));
        if self.events.dispatch {
            self.deliver(budget).await.inspect_err(|_| self.refusals.borrow_mut().forget())?;
        }
        Ok(Done { removed: self.clean(budget.cleaning).await? })
    }

    async fn deliver(&self, budget: Budget) -> Result<(), Box<dyn Error + Send + Sync>> {
        // A new one each time, since a stopped dispatcher can't be restarted. Environments that only answer requests
        // never build one.
        let dispatcher = Arc::new(self.composition.event_dispatcher(&self.events)?);
        let mut cycles = Box::pin(run_cycles(&dispatcher));
        let outcome = tokio::select! {
            outcome = &mut cycles => outcome?,
            () = sleep(budget.delivering) => {
                dispatcher.stop();
                let Ok(outcome) = timeout(budget.ending, cycles).await else {
                    warn!("a delivery of events was interrupted; it is retried");
                    self.refusals.borrow_mut().forget();
                    // If releasing takes too long, the lease expires by itself.
                    return timeout(RELEASING, dispatcher.release()).await.unwrap_or(Ok(())).map_err(Into::into);
                };
                outcome?
            }
        };
        self.refusals.borrow_mut().observe(outcome);
        if let CycleOutcome::ReceiverDown { .. } = outcome {
            warn!("the receiver of events is down");
        }
        Ok(())
    }

    async fn clean(&self, at_most: Duration) -> Result<u64, StoreError> {
        let housekeeping: Arc<dyn Housekeeping> = self.composition.persistence.resolve();
        let maintenance = self.composition.maintenance();
        let mut removed = 0;
        let cleaning = async {
            if maintenance.end_lapsed(self.composition.clock.now()).await? {
                warn!("ended the maintenance of an export that did not end it");
            }
            loop {
                let expired = removable_at(self.composition.clock.now());
                let found = housekeeping.purge_expired(expired, BATCH).await?;
                removed += found;
                if found < u64::from(BATCH) {
                    return Ok::<_, StoreError>(());
                }
            }
        };
        // The next invocation removes the rest.
        timeout(at_most, cleaning).await.unwrap_or(Ok(()))?;
        Ok(removed)
    }
}

async fn run_cycles(dispatcher: &EventDispatcher) -> Result<CycleOutcome, StoreError> {
    loop {
        match dispatcher.run_cycle().await? {
            CycleOutcome::Progress if !dispatcher.is_stopping() => {}
            outcome => return Ok(outcome),
        }
    }
}

#[cfg(test)]
mod tests {
    use application::{Changes, EventData, EventKind, Outbox, UnitOfWork};
    use domain::UserId;
    use memory_store::fakes::SequentialIds;
    use test_kit::logged;
    use tokio::time::{advance, pause};

    use super::*;
    use crate::{
        composition::compose,
        configuration::{Sources, load},
    };

    #[test]
    fn the_work_fits_into_what_is_left_of_an_invocation() {
        for millis in (0..60_000).step_by(100) {
            let left = Duration::from_millis(millis);
            let Budget { delivering, ending, cleaning } = Budget::within(left);
            assert!(delivering + ending + cleaning <= left.saturating_sub(MARGIN), "{left:?}");
        }
        assert_eq!(Budget::within(Duration::from_mins(1)), MOST);
        // The function has 29 s, of which preparing the store may have taken 5.
        let Budget { delivering, .. } = Budget::within(Duration::from_secs(24));
        assert!(delivering > Duration::from_secs(12), "{delivering:?}");
    }
    /// The background work on a store in memory that has one event to deliver.
    async fn background() -> Background {
        let mut sources = Sources::of_process(None, vec![("store.url".to_owned(), "memory:".to_owned())]);
        sources.environment.clear();
        sources.directory = "/nonexistent".into();
        let settings = load(&sources).unwrap();
        let composition = compose(&settings).unwrap();
        let mut changes = Changes::by_operator(&composition.internal_caller(), composition.clock.now());
        changes.record(EventKind::UserCreated, UserId::new(SequentialIds::nth(1)), EventData::new());
        let unit_of_work: Arc<dyn UnitOfWork> = composition.persistence.resolve();
        unit_of_work.commit(changes.into_staged(&*composition.ids).unwrap()).await.unwrap();
        Background::new(&composition, &settings.events)
    }

    #[tokio::test]
    async fn a_lease_that_others_hold_through_several_invocations_is_reported() {
        let background = background().await;
        let outbox: Arc<dyn Outbox> = background.composition.persistence.resolve();
        let (owner, now) = (SequentialIds::nth(1), background.composition.clock.now());
        assert!(outbox.acquire(owner, now, now.after(Duration::from_secs(50))).await.unwrap());
        // The clock of the store goes on, at its own pace.
        pause();
        let mut logs = Vec::new();
        for _ in 0..4 {
            let (done, log) = logged(background.run(Timestamp::MAX)).await;
            done.unwrap();
            logs.push(log);
            advance(Duration::from_mins(1)).await;
        }
        let reported: Vec<bool> =
            logs.iter().map(|log| log.contains("another process holds the delivery lease")).collect();
        assert_eq!(reported, [false, false, true, true], "{logs:?}");

        outbox.release(owner).await.unwrap();
        let (done, log) = logged(background.run(Timestamp::MAX)).await;
        done.unwrap();
        assert!(!log.contains("another process holds the delivery lease"), "{log}");
        assert_eq!(outbox.pending(None, 1).await.unwrap(), []);
    }
}
