use std::{error::Error, sync::Arc, time::Duration};

use application::{EventDispatcher, Housekeeping, RoundOutcome, StoreError};
use serde::Serialize;
use tokio::time::{sleep, timeout};
use tracing::warn;

use crate::{composition::Composition, configuration::Events};

/// How long events are delivered at a time: less than the function may run, by what ends a delivery and cleans up.
const DELIVERING: Duration = Duration::from_secs(15);
/// How long deliveries that are under way are waited for then.
const GRACE: Duration = Duration::from_secs(5);
/// How long expired things are removed.
const CLEANING: Duration = Duration::from_secs(5);
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

impl Background {
    pub(super) fn new(composition: &Composition, events: &Events) -> Self {
        Self { composition: composition.clone(), events: events.clone() }
    }

    /// Delivers events and removes expired things, for as long as there are any and the invocation may take.
    pub(super) async fn run(&self) -> Result<Done, Box<dyn Error + Send + Sync>> {
        if self.events.dispatch {
            self.deliver().await?;
        }
        Ok(Done { removed: self.clean().await? })
    }

    async fn deliver(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        // A new one each time: once it is stopped, it begins nothing more. Environments that answer requests alone make none.
        let dispatcher = Arc::new(self.composition.event_dispatcher(&self.events)?);
        let mut rounds = Box::pin(rounds(&dispatcher));
        let outcome = tokio::select! {
            outcome = &mut rounds => outcome?,
            () = sleep(DELIVERING) => {
                dispatcher.stop();
                timeout(GRACE, rounds).await??
            }
        };
        if let RoundOutcome::ReceiverDown { .. } = outcome {
            warn!("the receiver of events is down");
        }
        Ok(())
    }

    async fn clean(&self) -> Result<u64, StoreError> {
        let housekeeping: Arc<dyn Housekeeping> = self.composition.persistence.resolve();
        let mut removed = 0;
        let cleaning = async {
            loop {
                let found = housekeeping.purge_expired(self.composition.clock.now(), BATCH).await?;
                removed += found;
                if found < u64::from(BATCH) {
                    return Ok::<_, StoreError>(());
                }
            }
        };
        // What is left waits for the next time.
        timeout(CLEANING, cleaning).await.unwrap_or(Ok(()))?;
        Ok(removed)
    }
}

async fn rounds(dispatcher: &EventDispatcher) -> Result<RoundOutcome, StoreError> {
    loop {
        match dispatcher.run_round().await? {
            RoundOutcome::Progress if !dispatcher.is_stopping() => {}
            outcome => return Ok(outcome),
        }
    }
}
