use super::Webhook;
use crate::configuration::{
    kinds::{boolean, number},
    reader::Reader,
};

/// The delivery of events.
#[derive(Clone, Debug)]
pub struct Events {
    /// Whether this process delivers events.
    pub dispatch: bool,
    /// How often a delivery is tried.
    pub max_attempts: u32,
    /// Where they are sent; `None` for the log.
    pub webhook: Option<Webhook>,
}

impl Events {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        let dispatch = reader
            .key("events.dispatch")
            .means("Whether this process delivers events.")
            .means("Of all that do, one at a time holds the lease; events wait while none does.")
            .or(true, boolean());
        let max_attempts = reader
            .key("events.max_attempts")
            .means("How often the delivery of an event is tried before it becomes a dead letter, {bounds}.")
            .means("15 attempts take about five hours.")
            .means("Failures don't count in an outage: several events in a row without a response.")
            .or(15, number(1..=1000));
        Self { dispatch, max_attempts, webhook: None }
    }
}
