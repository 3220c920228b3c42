use std::fmt::Debug;

use application::{Outcome, SecurityEvent};
use metrics::counter;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, Targets},
    layer::Context,
    registry::LookupSpan,
};

/// Counts security events as they are logged, whether or not the level of the log includes them.
///
/// The inner layers log them and know no metrics; this layer derives the counts from the log records.
pub(crate) fn security_events<S>() -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    SecurityEvents.with_filter(Targets::new().with_target("security", LevelFilter::INFO))
}

struct SecurityEvents;

impl<S: Subscriber> Layer<S> for SecurityEvents {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = SecurityFields::default();
        event.record(&mut fields);
        match (fields.event.parse(), fields.outcome.parse()) {
            (Ok(SecurityEvent::LogIn), Ok(Outcome::Success)) => counter!("tranche_sessions_started_total").increment(1),
            (Ok(SecurityEvent::LogOut | SecurityEvent::SessionEnd), Ok(Outcome::Success)) => {
                counter!("tranche_sessions_ended_total").increment(1);
            }
            (Ok(SecurityEvent::Throttling), _) => counter!("tranche_attempts_throttled_total").increment(1),
            _ => {}
        }
        counter!("tranche_security_events_total", "event" => fields.event, "outcome" => fields.outcome).increment(1);
    }
}

/// The two fields that become labels. Their values are constants of the program, never a client's data.
#[derive(Default)]
struct SecurityFields {
    event: String,
    outcome: String,
}

impl Visit for SecurityFields {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "event" => value.clone_into(&mut self.event),
            "outcome" => value.clone_into(&mut self.outcome),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}
