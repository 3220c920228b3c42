use async_trait::async_trait;
use thiserror::Error;

use crate::StoredEvent;

/// Delivers events to a receiver.
///
/// Each event is delivered at least once: a process that dies after a delivery and before it is recorded delivers
/// again. Receivers deduplicate by the event's id.
#[async_trait]
pub trait EventPublisher: Send + Sync {
    /// Delivers `event`, within some seconds; the receiver has it once this succeeds.
    ///
    /// # Errors
    /// [`NotDelivered`]; the receiver may have the event nevertheless.
    async fn publish(&self, event: &StoredEvent) -> Result<(), NotDelivered>;
}

/// Why an event was not delivered. The text is for operators and holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotDelivered {
    /// The receiver could not be reached, did not respond in time, or accepts nothing at present: other events are
    /// likely to fail too.
    #[error("the receiver is unavailable: {0}")]
    Unreachable(String),
    /// The receiver rejected this event.
    #[error("the receiver refused: {0}")]
    Refused(String),
}
