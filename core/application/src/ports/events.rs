use async_trait::async_trait;
use domain::{Timestamp, UserId};
use shaku::Interface;

use super::{Direction, StoreError};
use crate::{Actor, EventId, EventKind, StoredEvent, StoredSubject};

/// Reads the recorded events, for audits and operation. A read sees every commit that was acknowledged before it began,
/// unless the store documents that it lists the events of several subjects a moment later. Events of a newer binary are
/// returned as they are stored.
#[async_trait]
pub trait Events: Interface {
    /// The first `limit` events that match `filter`, after `after` in this direction; empty if there are none.
    ///
    /// Ascending is oldest first, those of one moment by id; descending is exactly the reverse. The clocks of two
    /// replicas differ, and a commit takes its time: an event may appear before one that was read already, so a reader
    /// that must miss none reads an overlap again.
    ///
    /// One condition leads: the subject, else the actor, else the kind. Its events are read in order, within the times,
    /// and the other conditions are checked on them. So what a page costs does not depend on the number of all events.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list(
        &self,
        filter: &EventFilter,
        direction: Direction,
        after: Option<EventPosition>,
        limit: u16,
    ) -> Result<Vec<StoredEvent>, StoreError>;
}

/// Which events to read; the default matches all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Only events about this subject.
    pub subject: Option<StoredSubject>,
    /// Only events of changes that this user made.
    pub actor: Option<UserId>,
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
    /// The events about one subject.
    #[must_use]
    pub fn about(subject: impl Into<StoredSubject>) -> Self {
        Self { subject: Some(subject.into()), ..Self::default() }
    }

    /// Whether `event` matches.
    #[must_use]
    pub fn matches(&self, event: &StoredEvent) -> bool {
        self.subject.as_ref().is_none_or(|subject| *subject == event.subject)
            && self.actor.is_none_or(|actor| Actor::User(actor) == event.actor)
            && self.kind.is_none_or(|kind| kind.as_str() == event.kind)
            && self.from.is_none_or(|from| from <= event.at)
            && self.until.is_none_or(|until| event.at < until)
    }
}

impl From<&StoredEvent> for EventPosition {
    fn from(event: &StoredEvent) -> Self {
        Self { at: event.at, id: event.id }
    }
}
