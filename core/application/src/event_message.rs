use schemars::JsonSchema;
use serde::Serialize;

use crate::{Actor, EventData, StoredEvent};

/// An event as receivers get it (the body of a webhook). Its docs are for them.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventMessage<'a> {
    /// The id of the event, a `UUIDv7`: a repeated delivery has the same.
    #[schemars(extend("format" = "uuid"), example = &"0199b1a4-7c00-7000-8000-000000000009")]
    id: String,
    /// The type of the event.
    r#type: &'a str,
    /// When it happened.
    #[schemars(extend("format" = "date-time"), example = &"2026-11-24T06:12:28.042Z")]
    at: String,
    /// What it is about.
    subject: SubjectOfMessage<'a>,
    /// The id of the acting user; null for the operator of the service.
    #[schemars(extend("format" = "uuid"), example = &"0199b1a4-7c00-7000-8000-000000000001")]
    actor_id: Option<String>,
    /// The id of the request that caused it, as in the header `X-Request-Id`.
    #[schemars(example = &"0199b1a4-7c00-7000-8000-000000000008")]
    request_id: &'a str,
    /// The details.
    data: &'a EventData,
}

/// What an event is about.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SubjectOfMessage<'a> {
    /// The kind of the subject.
    kind: &'a str,
    /// Its id.
    #[schemars(extend("format" = "uuid"), example = &"0199b1a4-7c00-7000-8000-000000000001")]
    id: String,
}

impl<'a> From<&'a StoredEvent> for EventMessage<'a> {
    fn from(event: &'a StoredEvent) -> Self {
        Self {
            id: event.id.to_string(),
            r#type: &event.kind,
            at: event.at.to_string(),
            subject: SubjectOfMessage { kind: &event.subject.kind, id: event.subject.id.to_string() },
            actor_id: match event.actor {
                Actor::User(id) => Some(id.to_string()),
                Actor::Operator => None,
            },
            request_id: event.request_id.as_str(),
            data: &event.data,
        }
    }
}
