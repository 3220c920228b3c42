use domain::{Id, Timestamp, UserId};
use serde_json::{Map, Value};

use crate::{EventKind, RequestId, Subject};

/// The identity of an [`Event`].
pub type EventId = Id<Event>;

/// The event's details: JSON, since stores keep it and clients read it as JSON. Never a secret.
pub type EventData = Map<String, Value>;

/// A change that happened: recorded in the same commit as the change, kept forever, never altered.
///
/// Events are the audit trail, the history of an aggregate and the contents of the outbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The identity; ids of one process sort by time.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// The aggregate that it is about.
    pub subject: Subject,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The request that did it.
    pub request_id: RequestId,
    /// The details.
    pub data: EventData,
}

/// Who made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A user, through the API.
    User(UserId),
    /// The operator of the service, through the command line or the configuration.
    Operator,
}
