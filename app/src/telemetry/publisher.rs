use std::sync::Arc;

use application::{EventPublisher, NotDelivered, StoredEvent};
use async_trait::async_trait;
use tracing::{Instrument, field::Empty, info_span};

use super::TARGET;

/// A publisher with a span around each delivery, which begins a trace of its own: by then the event's request has its
/// response, maybe from another process. The spans of both have that request's id.
pub(crate) struct TracedPublisher(Arc<dyn EventPublisher>);

impl TracedPublisher {
    /// Wraps a publisher.
    pub(crate) fn new(publisher: Arc<dyn EventPublisher>) -> Self {
        Self(publisher)
    }
}

#[async_trait]
impl EventPublisher for TracedPublisher {
    async fn publish(&self, event: &StoredEvent) -> Result<(), NotDelivered> {
        let span = info_span!(
            target: TARGET,
            "publish",
            otel.kind = "producer",
            otel.name = format!("publish {}", event.kind),
            otel.status_code = Empty,
            "error.type" = Empty,
            messaging.operation.name = "publish",
            "messaging.operation.type" = "send",
            messaging.message.id = %event.id,
            tranche.event.kind = event.kind,
            tranche.request_id = event.request_id.as_str(),
        );
        let delivered = self.0.publish(event).instrument(span.clone()).await;
        if let Err(failure) = &delivered {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", name_of(failure));
        }
        delivered
    }
}

fn name_of(failure: &NotDelivered) -> &'static str {
    match failure {
        NotDelivered::Unreachable(_) => "unreachable",
        NotDelivered::Refused(_) => "refused",
    }
}
