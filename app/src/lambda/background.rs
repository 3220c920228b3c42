use std::{error::Error, sync::Arc, time::Duration};

use application::{CycleOutcome, EventDispatcher, Housekeeping, StoreError, removable_at};
use domain::Timestamp;
use serde::Serialize;
use tokio::time::{sleep, timeout};
use tracing::warn;

use crate::{composition::Composition, configuration::Events};

/// The most that each part of the work takes.
const MOST: Budget =
    Budget { delivering: Duration::from_secs(15), ending: Duration::from_secs(5), cleaning: Duration::from_secs(5) };
/// What is left of an invocation for its answer, and for the receiver of traces.
const MARGIN: Duration = Duration::from_secs(2);
/// How long it may take then to leave the events to the next invocation.
const RELEASING: Duration = Duration::from_millis(500);
/// The most that are removed of each kind in one commit.
const BATCH: u16 = 500;

/// What the server does beside requests, done within one invocation.
pub(super) struct Background {
    composition: Composition,
    events: Events,
}

/// What was done.
#[derive(Debug, Serialize)]
pub(super) struct Done {
    /// How many expired things were removed.
    removed: u64,
}

/// How long the parts of the work may take, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Budget {
    /// Events are delivered.
    delivering: Duration,
    /// Deliveries that are under way then are waited for.
    ending: Duration,
    /// Expired things are removed.
    cleaning: Duration,
}

impl Budget {
    /// What fits into an invocation that has so much time left.
    fn within(left: Duration) -> Self {
        let usable = left.saturating_sub(MARGIN);
        let (ending, cleaning) = (MOST.ending.min(usable / 5), MOST.cleaning.min(usable / 5));
        let delivering = MOST.delivering.min(usable.saturating_sub(ending + cleaning));
        Self { delivering, ending, cleaning }
    }
}

impl Background {
    pub(super) fn new(composition: &Composition, events: &Events) -> Self {
        Self { composition: composition.clone(), events: events.clone() }
    }

    /// Delivers events and removes expired things, for as long as there are any and the invocation, which is ended at `deadline`,
    /// has time left.
    pub(super) async fn run(&self, deadline: Timestamp) -> Result<Done, Box<dyn Error + Send + Sync>> {
        let budget = Budget::within(deadline.since(self.composition.clock.now()));
        if self.events.dispatch {
            self.deliver(budget).await?;
        }
        Ok(Done { removed: self.clean(budget.cleaning).await? })
    }

    async fn deliver(&self, budget: Budget) -> Result<(), Box<dyn Error + Send + Sync>> {
        // A new one each time: once it is stopped, it begins nothing more. Environments that answer requests alone make none.
        let dispatcher = Arc::new(self.composition.event_dispatcher(&self.events)?);
        let mut cycles = Box::pin(run_cycles(&dispatcher));
        let outcome = tokio::select! {
            outcome = &mut cycles => outcome?,
            () = sleep(budget.delivering) => {
                dispatcher.stop();
                let Ok(outcome) = timeout(budget.ending, cycles).await else {
                    warn!("a delivery of events was left: it is made again");
                    // Where that takes long, the claim ends by itself.
                    return timeout(RELEASING, dispatcher.release()).await.unwrap_or(Ok(())).map_err(Into::into);
                };
                outcome?
            }
        };
        if let CycleOutcome::ReceiverDown { .. } = outcome {
            warn!("the receiver of events is down");
        }
        Ok(())
    }

    async fn clean(&self, at_most: Duration) -> Result<u64, StoreError> {
        let housekeeping: Arc<dyn Housekeeping> = self.composition.persistence.resolve();
        let mut removed = 0;
        let cleaning = async {
            loop {
                let expired = removable_at(self.composition.clock.now());
                let found = housekeeping.purge_expired(expired, BATCH).await?;
                removed += found;
                if found < u64::from(BATCH) {
                    return Ok::<_, StoreError>(());
                }
            }
        };
        // What is left waits for the next time.
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
    use super::*;

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
}
