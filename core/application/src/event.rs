use domain::{Id, Timestamp, UserId};
use serde_json::{Map, Value};

use crate::{EventKind, RequestId, Subject};

/// The identity of an [`Event`].
pub type EventId = Id<Event>;

/// What else there is to say of an event: JSON, since stores keep it and clients read it as such. Never a secret.
pub type EventData = Map<String, Value>;

/// That something changed: written in the same commit as the change, kept for ever, never altered.
///
/// Events are the audit trail, the history of an aggregate and the outbox of what others are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The identity; ids of one process sort by time.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// What it happened to.
    pub subject: Subject,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The request that did it.
    pub request_id: RequestId,
    /// What else there is to say.
    pub data: EventData,
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A user, through the API.
    User(UserId),
    /// Whoever operates the service, through the command line or its configuration.
    Operator,
}
