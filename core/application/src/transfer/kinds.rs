use super::{
    kind::Kind,
    others::{DeadLetters, Events, IdempotencyRecords, Sessions, UndeliveredEvents},
};
use crate::aggregates::DUMPED_AGGREGATES;

/// Every kind of rows that dumps have, in an order in which they can be loaded. Not among them are counters of attempts
/// and leases: they end within minutes, and belong to the processes at work.
#[must_use]
pub fn kinds() -> Vec<&'static dyn Kind> {
    let others: [&dyn Kind; 5] = [&Sessions, &IdempotencyRecords, &Events, &UndeliveredEvents, &DeadLetters];
    DUMPED_AGGREGATES.iter().copied().chain(others).collect()
}
