use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;
use crate::{Event, EventId, EventKind, StoredEvent, Subject};

/// Reads the recorded events, for audits and operation. A read sees every commit that was acknowledged before it began.
/// Events of a newer binary are returned as they are stored.
#[async_trait]
pub trait Events: Interface {
    /// The first `limit` events that match `filter`, after `after`; empty if there are none.
    ///
    /// Oldest first, those of one moment by id. The clocks of two replicas differ, and a commit takes its time: an
    /// event may appear before one that was read already, so a reader that must miss none reads an overlap again.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list(
        &self,
        filter: EventFilter,
        after: Option<EventPosition>,
        limit: u16,
    ) -> Result<Vec<StoredEvent>, StoreError>;
}

/// Which events to read; the default matches all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Only events about this subject.
    pub subject: Option<Subject>,
    /// Only this kind.
    pub kind: Option<EventKind>,
    /// Only events at this moment or later.
    pub from: Option<Timestamp>,
    /// Only events before this moment.
    pub until: Option<Timestamp>,
}

/// The position of an event in the order of all events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventPosition {
    /// When it happened.
    pub at: Timestamp,
    /// Its identity.
    pub id: EventId,
}

impl EventFilter {
    /// Whether `event` matches.
    #[must_use]
    pub fn matches(&self, event: &Event) -> bool {
        self.subject.is_none_or(|subject| subject == event.subject)
            && self.kind.is_none_or(|kind| kind == event.kind)
            && self.from.is_none_or(|from| from <= event.at)
            && self.until.is_none_or(|until| event.at < until)
    }
}

impl From<&StoredEvent> for EventPosition {
    fn from(event: &StoredEvent) -> Self {
        Self { at: event.at, id: event.id }
    }
}
