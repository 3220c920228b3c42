mod cycle;
mod schedule;
mod times;
mod watch;

pub use times::PUBLISHING;
pub use watch::DeliveryWatch;

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use uuid::Uuid;

use crate::{Clock, EventId, EventPublisher, Outbox, StoreError};

use cycle::Cycle;
use schedule::is_due;
use times::LEASE;

/// The most undelivered events that are read at a time.
const PAGE: u16 = 100;

/// Delivers the events of the outbox: each at least once, those of one subject in their order, and of many dispatchers
/// on one store one at a time.
///
/// A round is what one call of [`EventDispatcher::run_cycle`] does; whoever calls it waits between rounds as the outcome
/// says. Where a process ends in the middle of one, whatever it had not noted is delivered again.
pub struct EventDispatcher {
    outbox: Arc<dyn Outbox>,
    publisher: Arc<dyn EventPublisher>,
    clock: Arc<dyn Clock>,
    /// Who this dispatcher is to the outbox.
    owner: Uuid,
    max_attempts: u32,
    /// How many rounds in a row met the receiver down.
    outages: AtomicU32,
    stopping: AtomicBool,
}

/// How a round went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CycleOutcome {
    /// There was nothing to deliver at present, or it has to wait for another try.
    NothingDue,
    /// Events left the outbox, and there may be more.
    Progress,
    /// Several deliveries in a row were not answered, so nothing more was tried.
    ReceiverDown {
        /// How long to wait before the next round, longer with each further outage in a row.
        pause: Duration,
    },
    /// Another dispatcher has claimed the outbox.
    LeasedElsewhere {
        /// The first event that it is to deliver now; none where all that was looked at has to wait.
        waiting: Option<WaitingEvent>,
    },
}

/// An event that is due, as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingEvent {
    /// Which.
    pub event: EventId,
    /// How often its delivery had failed.
    pub attempts: u32,
}

impl EventDispatcher {
    /// A dispatcher that claims the outbox as `owner`, which is nobody else's id, and gives an event up when its
    /// delivery failed `max_attempts` times.
    #[must_use]
    pub fn new(
        outbox: Arc<dyn Outbox>,
        publisher: Arc<dyn EventPublisher>,
        clock: Arc<dyn Clock>,
        owner: Uuid,
        max_attempts: u32,
    ) -> Self {
        Self {
            outbox,
            publisher,
            clock,
            owner,
            max_attempts,
            outages: AtomicU32::new(0),
            stopping: AtomicBool::new(false),
        }
    }

    /// Delivers what is due, for some seconds at most.
    ///
    /// An event whose delivery fails is tried again after a while that doubles with each failure, and keeps the later ones
    /// of its subject back; after the last attempt it becomes a dead letter, and the subject goes on. That the receiver is
    /// down is not held against the events: an outage, however long, makes no dead letters.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer; what was delivered and could not be noted is delivered again.
    pub async fn run_cycle(&self) -> Result<CycleOutcome, StoreError> {
        // A claim is a write, so there is a look first: most rounds end here.
        let waiting = match self.find_due().await? {
            Due::Nothing => return Ok(CycleOutcome::NothingDue),
            Due::First(event) => Some(event),
            Due::BehindThePage => None,
        };
        let now = self.clock.now();
        if !self.outbox.acquire(self.owner, now, now.after(LEASE)).await? {
            return Ok(CycleOutcome::LeasedElsewhere { waiting });
        }
        let outcome = Cycle::new(self, now).run().await;
        let released = self.outbox.release(self.owner).await;
        let outcome = outcome?;
        released.map(|()| outcome)
    }

    /// From now on no delivery is begun: a round that runs ends when those that are under way have ended.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Ends the claim of a round that was given up in the middle, so that another dispatcher need not wait for its end.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer: then the claim ends by itself.
    pub async fn release(&self) -> Result<(), StoreError> {
        self.outbox.release(self.owner).await
    }

    /// Whether no delivery is to be begun any more.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    async fn find_due(&self) -> Result<Due, StoreError> {
        let page = self.outbox.pending(None, PAGE).await?;
        let (now, mut seen) = (self.clock.now(), HashSet::new());
        let due = page.iter().find(|pending| seen.insert(&pending.event.subject) && is_due(pending, now));
        Ok(match due {
            Some(first) => Due::First(WaitingEvent { event: first.event.id, attempts: first.attempts }),
            None if page.len() < usize::from(PAGE) => Due::Nothing,
            None => Due::BehindThePage,
        })
    }
}

/// What is to be delivered now.
enum Due {
    /// Nothing.
    Nothing,
    /// This event, which is the first.
    First(WaitingEvent),
    /// Nothing of what was looked at; behind a full page there may be something.
    BehindThePage,
}
