use application::{Actor, EventPublisher, NotDelivered, StoredEvent};
use async_trait::async_trait;
use tracing::info;

/// Writes each event to the log, as one line with the target `events`: for a log pipeline, or while there is no
/// receiver yet.
#[derive(Clone, Copy, Debug)]
pub struct LogPublisher;

#[async_trait]
impl EventPublisher for LogPublisher {
    async fn publish(&self, event: &StoredEvent) -> Result<(), NotDelivered> {
        let actor = match event.actor {
            Actor::User(id) => Some(id),
            Actor::Operator => None,
        };
        let data = serde_json::Value::Object(event.data.clone());
        info!(
            target: "events",
            id = %event.id,
            r#type = event.kind,
            at = %event.at,
            subject_kind = event.subject.kind,
            subject_id = %event.subject.id,
            actor_id = actor.map(tracing::field::display),
            request_id = event.request_id.as_str(),
            data = %data,
            "{}", event.kind
        );
        Ok(())
    }
}
