use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;
use crate::{Event, EventId, EventKind, StoredEvent, Subject};

/// Reads the events that commits recorded: for those who audit and operate. A read sees every commit that was
/// acknowledged before it began. What a newer binary recorded is read as it is stored.
#[async_trait]
pub trait Events: Interface {
    /// The first `limit` events that `filter` lets through, of those behind `after`; none where there are none.
    ///
    /// Oldest first, those of one moment by id. The clocks of two replicas differ, and a commit takes its time: an
    /// event may appear before one that was read already, so whoever must miss none reads a while back again.
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

/// Which events to read; the default lets all of them through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Only what happened to this one.
    pub subject: Option<Subject>,
    /// Only this kind.
    pub kind: Option<EventKind>,
    /// Only what happened at this moment or later.
    pub from: Option<Timestamp>,
    /// Only what happened before this moment.
    pub until: Option<Timestamp>,
}

/// Where an event stands in the order of all events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventPosition {
    /// When it happened.
    pub at: Timestamp,
    /// Its identity.
    pub id: EventId,
}

impl EventFilter {
    /// Whether `event` is let through.
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
