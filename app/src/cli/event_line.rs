use application::{Actor, StoredEvent};
use serde_json::{Value, json};

/// The event as a line of output.
pub(super) fn describe(event: &StoredEvent) -> Value {
    json!({
        "at": event.at.to_string(),
        "type": event.kind,
        "subject": {"kind": event.subject.kind, "id": event.subject.id.to_string()},
        "actor": match event.actor {
            Actor::User(id) => id.to_string(),
            Actor::Operator => "operator".to_owned(),
        },
        "requestId": event.request_id.as_str(),
        "data": event.data,
        "id": event.id.to_string(),
    })
}
