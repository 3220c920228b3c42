use domain::Timestamp;
use uuid::Uuid;

use crate::{Actor, Event, EventData, EventId, RequestId, Subject};

/// An [`Event`] as stored, for listing and delivery. Its names are texts, since a newer binary may have recorded a kind
/// of event or subject that this one does not know.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredEvent {
    /// The identity.
    pub id: EventId,
    /// The stable name of the kind of event: that of an [`EventKind`](crate::EventKind), or one of a newer binary.
    pub kind: String,
    /// The aggregate that it is about.
    pub subject: StoredSubject,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The request that did it.
    pub request_id: RequestId,
    /// The details.
    pub data: EventData,
}

/// A [`Subject`] as stored.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StoredSubject {
    /// The stable name of its kind.
    pub kind: String,
    /// Its identity within its kind.
    pub id: Uuid,
}

impl From<Event> for StoredEvent {
    fn from(event: Event) -> Self {
        let Event { id, kind, subject, actor, at, request_id, data } = event;
        Self { id, kind: kind.as_str().to_owned(), subject: subject.into(), actor, at, request_id, data }
    }
}

impl From<Subject> for StoredSubject {
    fn from(subject: Subject) -> Self {
        Self { kind: subject.kind().to_owned(), id: subject.id() }
    }
}
