use async_trait::async_trait;
use thiserror::Error;

use crate::StoredEvent;

/// Tells others of events.
///
/// It is told each event at least once: a process that dies after the delivery and before it is noted delivers again.
/// Receivers know an event by its id.
#[async_trait]
pub trait EventPublisher: Send + Sync {
    /// Delivers `event`, within some seconds; the receiver has it once this succeeds.
    ///
    /// # Errors
    /// [`NotDelivered`]; the receiver may have it all the same.
    async fn publish(&self, event: &StoredEvent) -> Result<(), NotDelivered>;
}

/// Why an event was not delivered. The text is for those who operate, and holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotDelivered {
    /// The receiver could not be reached, did not answer in time, or takes nothing at present: other events are likely to
    /// fare alike.
    #[error("the receiver is unavailable: {0}")]
    Unreachable(String),
    /// The receiver answered that it does not take this event.
    #[error("the receiver refused: {0}")]
    Refused(String),
}
