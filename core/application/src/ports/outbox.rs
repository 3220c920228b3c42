use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;
use uuid::Uuid;

use super::{Failure, StoreError};
use crate::StoredEvent;

/// The longest remaining time of a valid lease, given that the clocks of two replicas differ a little.
pub const LONGEST_LEASE: Duration = Duration::from_mins(1);

/// Holds the events that are not delivered yet, for who delivers them.
///
/// A commit inserts its events (see [`Publication`](crate::Publication)), and redrives dead letters. The events of one subject are ordered by
/// causality: a commit's events come after those of a commit whose result it could know, on whichever replica, because
/// it wrote a row that the other had written, or began after the other was acknowledged. Events of different subjects
/// are in any order. Events of a newer binary are returned as they are stored, and moved like any other event.
#[async_trait]
pub trait Outbox: Interface {
    /// Acquires the lease of the outbox for `owner` until `until`, or extends it. Returns whether `owner` has the
    /// lease: it does not if another owner's lease is still valid at `now`. Of concurrent callers, one gets it. A lease
    /// that ends more than [`LONGEST_LEASE`] after `now` was written by a clock that is ahead, or before this clock was
    /// set back, and counts as expired: its owner may be gone, and its end is far.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn acquire(&self, owner: Uuid, now: Timestamp, until: Timestamp) -> Result<bool, StoreError>;

    /// Releases the lease of `owner`, if it has it, so that another owner need not wait for its end.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn release(&self, owner: Uuid) -> Result<(), StoreError>;

    /// The first `limit` undelivered events after `after`.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn pending(&self, after: Option<&OutboxPosition>, limit: u16) -> Result<Vec<PendingEvent>, StoreError>;

    /// Removes delivered events by position. Those that are already gone are no error; an event that was dead-lettered
    /// and redriven has another position.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn remove(&self, delivered: &[OutboxPosition]) -> Result<(), StoreError>;

    /// Records that the delivery of the event at this position failed, and when it is tried again. A missing event
    /// stays missing.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn postpone(&self, failed: &OutboxPosition, attempts: u32, due_at: Timestamp) -> Result<(), StoreError>;

    /// Moves the event at this position to the [dead letters](super::DeadLetters). A missing event stays missing.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn move_to_dead_letters(&self, failed: &OutboxPosition, failure: Failure) -> Result<(), StoreError>;
}

/// The position of an event in the outbox, opaque, as the store returned it with the event. Never reused for another
/// event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxPosition(pub String);

/// An undelivered event.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingEvent {
    /// Its position.
    pub position: OutboxPosition,
    /// The event.
    pub event: StoredEvent,
    /// How often its delivery failed.
    pub attempts: u32,
    /// When it is due: at first the time of its commit.
    pub due_at: Timestamp,
}
