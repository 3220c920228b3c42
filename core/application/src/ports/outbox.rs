use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;
use uuid::Uuid;

use super::StoreError;
use crate::{EventId, StoredEvent};

/// What a claim can have left to run, the clocks of who made it and of who looks being a little apart.
pub const LONGEST_LEASE: Duration = Duration::from_mins(1);

/// Holds the events that are yet to be delivered to others, and those that could not be.
///
/// A commit puts its events in (see [`Publication`](crate::Publication)). Of the events of one subject, those of a commit that
/// could know of another's stand behind them, whichever replica made it: it wrote what the other had written, or began once
/// the other was acknowledged. Those of different subjects stand in any order. What a newer binary recorded is given as it is
/// stored, and moved like any other event.
#[async_trait]
pub trait Outbox: Interface {
    /// Claims the outbox for `owner` until `until`, or prolongs the holder's claim. Answers whether the holder has it:
    /// not where the claim of another still runs at `now`. Of many who claim it at once, one gets it. A claim that ends more
    /// than [`LONGEST_LEASE`] after `now` was made by a clock that is ahead, or before this one went back, and runs no more:
    /// its holder may be gone, and its end is far.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn acquire(&self, owner: Uuid, now: Timestamp, until: Timestamp) -> Result<bool, StoreError>;

    /// Ends the claim of `owner`, where it has one, so that another need not wait for its end.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn release(&self, owner: Uuid) -> Result<(), StoreError>;

    /// The first `limit` undelivered events behind `after`.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn pending(&self, after: Option<&OutboxPosition>, limit: u16) -> Result<Vec<PendingEvent>, StoreError>;

    /// Takes the delivered events out that stand there. Those that are gone already are no error; one that was given up and
    /// revived stands somewhere else.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn remove(&self, delivered: &[OutboxPosition]) -> Result<(), StoreError>;

    /// Notes that the delivery of the event that stands there failed, and when it is tried again. An event that is gone stays
    /// gone.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn postpone(&self, failed: &OutboxPosition, attempts: u32, due_at: Timestamp) -> Result<(), StoreError>;

    /// Takes the event that stands there out for good and keeps it among the dead letters. An event that is gone stays gone.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn move_to_dead_letters(&self, failed: &OutboxPosition, failure: Failure) -> Result<(), StoreError>;

    /// The first `limit` dead letters behind the event `after`, in the order of their events' ids.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn dead_letters(&self, after: Option<EventId>, limit: u16) -> Result<Vec<DeadLetter>, StoreError>;

    /// Puts a dead letter back among the undelivered events, behind all that are there, as if it had never been tried,
    /// due at `now`. Answers whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn redrive(&self, event: EventId, now: Timestamp) -> Result<bool, StoreError>;
}

/// Where an event stands in the outbox, as the store gave it with the event: of no meaning elsewhere, and never that of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxPosition(pub String);

/// An event that is yet to be delivered.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingEvent {
    /// Where it stands.
    pub position: OutboxPosition,
    /// The event.
    pub event: StoredEvent,
    /// How often its delivery failed.
    pub attempts: u32,
    /// From when on it is to be delivered: at first from the time of its commit.
    pub due_at: Timestamp,
}

/// How the last delivery of an event failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// How often its delivery failed.
    pub attempts: u32,
    /// When it was given up.
    pub at: Timestamp,
    /// Why the last delivery failed, for those who operate.
    pub reason: String,
}

/// An event whose delivery was given up.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadLetter {
    /// The event.
    pub event: StoredEvent,
    /// How its delivery failed.
    pub failure: Failure,
}
