use application::{Actor, StoredEvent};
use serde_json::json;

/// The body of a webhook: what is signed is what is sent, byte for byte.
pub(crate) fn body(event: &StoredEvent) -> String {
    let message = json!({
        "id": event.id.to_string(),
        "type": event.kind,
        "at": event.at.to_string(),
        "subject": { "kind": event.subject.kind, "id": event.subject.id.to_string() },
        "actorId": match event.actor {
            Actor::User(id) => Some(id.to_string()),
            Actor::Operator => None,
        },
        "requestId": event.request_id.as_str(),
        "data": event.data,
    });
    message.to_string()
}
