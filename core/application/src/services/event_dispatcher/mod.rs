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

use crate::{Clock, EventId, EventPublisher, Maintenance, Outbox, Persistence, StoreError};

use cycle::Cycle;
use schedule::is_due;
use times::LEASE;

/// The most undelivered events of one read.
const PAGE: u16 = 100;

/// Delivers the events of the outbox: each at least once, and those of one subject in their order. Of many dispatchers
/// on one store, one delivers at a time.
///
/// One call of [`EventDispatcher::run_cycle`] is a cycle; the caller waits between cycles as the outcome says. If a
/// process dies in the middle of one, the deliveries that it had not recorded are repeated.
pub struct EventDispatcher {
    outbox: Arc<dyn Outbox>,
    maintenance: Arc<dyn Maintenance>,
    publisher: Arc<dyn EventPublisher>,
    clock: Arc<dyn Clock>,
    /// The id under which this dispatcher acquires the lease.
    owner: Uuid,
    max_attempts: u32,
    /// How many cycles in a row found the receiver down.
    outages: AtomicU32,
    stopping: AtomicBool,
}

/// The outcome of a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CycleOutcome {
    /// No event is due, or the store is in maintenance.
    NothingDue,
    /// Events were removed from the outbox, and there may be more.
    Progress,
    /// Several deliveries in a row got no response, so the cycle ended.
    ReceiverDown {
        /// How long to wait before the next cycle; longer with each further outage in a row.
        pause: Duration,
    },
    /// Another dispatcher has the lease of the outbox.
    LeasedElsewhere {
        /// The first event that is due; `None` if no event of the page that was read is.
        waiting: Option<WaitingEvent>,
    },
}

/// An event that is due, as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingEvent {
    /// Its id.
    pub event: EventId,
    /// How often its delivery had failed.
    pub attempts: u32,
}

impl EventDispatcher {
    /// A dispatcher of the outbox in `store`, which acquires the lease as `owner`, a unique id, and gives an event up after `max_attempts` failed
    /// deliveries.
    #[must_use]
    pub fn new(
        store: &dyn Persistence,
        publisher: Arc<dyn EventPublisher>,
        clock: Arc<dyn Clock>,
        owner: Uuid,
        max_attempts: u32,
    ) -> Self {
        Self {
            outbox: store.resolve(),
            maintenance: store.resolve(),
            publisher,
            clock,
            owner,
            max_attempts,
            outages: AtomicU32::new(0),
            stopping: AtomicBool::new(false),
        }
    }

    /// Delivers due events, for some seconds at most.
    ///
    /// A failed event is retried after a delay that doubles with each failure, and holds back the later events of its
    /// subject; after the last attempt it becomes a dead letter, and the subject continues. Failures while the receiver
    /// is down don't count as attempts: an outage, however long, creates no dead letters.
    ///
    /// Nothing is delivered while the store is in maintenance.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer; deliveries that could not be recorded are repeated.
    pub async fn run_cycle(&self) -> Result<CycleOutcome, StoreError> {
        // Acquiring the lease is a write, so a read comes first: most cycles end here.
        let waiting = match self.find_due().await? {
            Due::Nothing => return Ok(CycleOutcome::NothingDue),
            Due::First(event) => Some(event),
            Due::BehindThePage => None,
        };
        let now = self.clock.now();
        if !self.outbox.acquire(self.owner, now, now.after(LEASE)).await? {
            return Ok(CycleOutcome::LeasedElsewhere { waiting });
        }
        // A process that copies the store begins maintenance and then acquires the lease: so no cycle runs by then.
        let outcome = match self.maintenance.current().await {
            Ok(None) => Cycle::new(self, now).run().await,
            Ok(Some(_)) => Ok(CycleOutcome::NothingDue),
            Err(error) => Err(error),
        };
        let released = self.outbox.release(self.owner).await;
        let outcome = outcome?;
        released.map(|()| outcome)
    }

    /// Starts no more deliveries: a running cycle ends when its present deliveries have ended.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Releases the lease of a cycle that was cancelled, so that another dispatcher need not wait for its end.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer: then the lease expires by itself.
    pub async fn release(&self) -> Result<(), StoreError> {
        self.outbox.release(self.owner).await
    }

    /// Whether no more deliveries are started.
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

/// The result of a search for due events.
enum Due {
    /// Nothing.
    Nothing,
    /// This event is the first.
    First(WaitingEvent),
    /// Nothing in the first page, which was full: there may be some after it.
    BehindThePage,
}
