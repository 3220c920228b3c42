use application::{Actor, EventData, EventKind, StoredEvent, StoredSubject, SubjectKind};
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Object, ObjectBuilder, RefOr, schema::Schema},
};

use crate::listed_text;

/// An event: a change that happened.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Event, example = json!({
    "id": "0199b1a4-7c00-7000-8000-000000000004",
    "type": "AdminGranted",
    "at": "2026-11-21T06:12:28.042Z",
    "actorId": "0199b1a4-7c00-7000-8000-000000000001",
    "subject": {"kind": "user", "id": "0199b1a4-7c00-7000-8000-000000000002"},
    "requestId": "0199b1a4-7c00-7000-8000-000000000003",
    "data": {},
}))]
pub struct EventBody<'a> {
    /// The id, a `UUIDv7`.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000004")]
    id: String,
    #[serde(rename = "type")]
    #[schema(schema_with = described_type)]
    event_type: &'a str,
    /// When the event happened.
    #[schema(format = DateTime, example = "2026-11-21T06:12:28.042Z")]
    at: String,
    /// The id of the acting user; null for the operator of the service.
    #[schema(required, format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000001")]
    actor_id: Option<String>,
    /// What the event is about.
    subject: SubjectBody<'a>,
    /// The id of the request that did it, as in the log.
    #[schema(example = "0199b1a4-7c00-7000-8000-000000000003")]
    request_id: &'a str,
    /// The data of the event, which depends on its type.
    #[schema(value_type = Object)]
    data: &'a EventData,
}

/// What an event is about.
#[derive(Serialize, ToSchema)]
#[schema(as = EventSubject)]
struct SubjectBody<'a> {
    #[schema(schema_with = described_kind)]
    kind: &'a str,
    /// The id of the subject, which may have been deleted since.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000002")]
    id: String,
}

/// The type of an event, as the schema of a parameter.
pub struct EventTypeName;

/// The kind of a subject, as the schema of a parameter.
pub struct SubjectKindName;

impl PartialSchema for EventTypeName {
    fn schema() -> RefOr<Schema> {
        event_type().into()
    }
}

impl ToSchema for EventTypeName {}

impl PartialSchema for SubjectKindName {
    fn schema() -> RefOr<Schema> {
        subject_kind().into()
    }
}

impl ToSchema for SubjectKindName {}

fn event_type() -> ObjectBuilder {
    listed_text(EventKind::ALL.iter().map(|kind| kind.as_str())).examples([EventKind::AdminGranted.as_str()])
}

fn subject_kind() -> ObjectBuilder {
    listed_text(SubjectKind::ALL.iter().map(|kind| kind.as_str())).examples([SubjectKind::User.as_str()])
}

fn described_type() -> Object {
    event_type().description(Some("The type of the event.")).build()
}

fn described_kind() -> Object {
    subject_kind().description(Some("The kind of the subject.")).build()
}

impl<'a> From<&'a StoredEvent> for EventBody<'a> {
    fn from(event: &'a StoredEvent) -> Self {
        let StoredEvent { id, kind, subject, actor, at, request_id, data } = event;
        Self {
            id: id.to_string(),
            event_type: kind,
            at: at.to_string(),
            actor_id: match actor {
                Actor::User(id) => Some(id.to_string()),
                Actor::Operator => None,
            },
            subject: subject.into(),
            request_id: request_id.as_str(),
            data,
        }
    }
}

impl<'a> From<&'a StoredSubject> for SubjectBody<'a> {
    fn from(StoredSubject { kind, id }: &'a StoredSubject) -> Self {
        Self { kind, id: id.to_string() }
    }
}
