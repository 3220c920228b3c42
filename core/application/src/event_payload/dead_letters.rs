use schemars::JsonSchema;
use serde::Serialize;

use super::data;
use crate::{DeadLetter, EventData};

/// What was put back, and how its delivery failed. The reason stays out, since a receiver may have written it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeadLetterRedelivered<'a> {
    /// The type of the event.
    #[serde(rename = "type")]
    #[schemars(example = &"OrderPlaced")]
    kind: &'a str,
    /// How often its delivery was tried.
    #[schemars(range(min = 1), example = 10)]
    attempts: u32,
    /// When it was tried last.
    #[schemars(example = &"2026-11-24T06:12:28.042Z")]
    last_attempt_at: String,
}

/// The payload for a dead letter that was put back into the outbox.
#[must_use]
pub fn of_redelivery(DeadLetter { event, failure }: &DeadLetter) -> EventData {
    data(&DeadLetterRedelivered {
        kind: event.kind.as_str(),
        attempts: failure.attempts,
        last_attempt_at: failure.at.to_string(),
    })
}
