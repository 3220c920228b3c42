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

/// Counts the security events that are told to the log, whether or not the log takes them.
///
/// They are told by the inner layers, which know no figures: what they tell anyway is what is counted.
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

/// The two fields that are counted by. Their values are names of the program's, never what a client sent.
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
