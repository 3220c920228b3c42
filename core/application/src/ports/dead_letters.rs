use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;
use crate::{EventId, StoredEvent};

/// Reads the dead letters. The outbox makes them, and a commit with a [`Redrive`](crate::Redrive) moves one back. A read
/// sees every commit that was acknowledged before it began. Events of a newer binary are returned as they are stored.
#[async_trait]
pub trait DeadLetters: Interface {
    /// The dead letter of this event; `None` if it is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, event: EventId) -> Result<Option<DeadLetter>, StoreError>;

    /// The first `limit` dead letters after the event `after`, in the order of their events' ids. A position stays valid
    /// when its dead letter is redriven.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list(&self, after: Option<EventId>, limit: u16) -> Result<Vec<DeadLetter>, StoreError>;
}

/// An event whose delivery was given up.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadLetter {
    /// The event.
    pub event: StoredEvent,
    /// Its last failed delivery.
    pub failure: Failure,
}

/// The last failed delivery of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// How often its delivery failed.
    pub attempts: u32,
    /// When it was dead-lettered.
    pub at: Timestamp,
    /// Why the last delivery failed, for operators.
    pub reason: String,
}
