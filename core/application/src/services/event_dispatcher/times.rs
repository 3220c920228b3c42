use std::time::Duration;

use crate::LONGEST_LEASE;

/// How long the outbox is claimed for a round. One that was claimed by a process that died is free after it.
pub(super) const LEASE: Duration = Duration::from_secs(30);
/// How long after its claim a round begins deliveries.
pub(super) const BEGINNING: Duration = Duration::from_secs(12);
/// How long a delivery may take, whatever the publisher does.
pub(super) const DELIVERY: Duration = Duration::from_secs(11);
/// How long a publisher waits for an answer: it says more than that a delivery took too long.
pub const PUBLISHING: Duration = Duration::from_secs(10);
/// What is left of a claim for the notes about the last deliveries, each of which a store may take four seconds for.
const NOTES: Duration = Duration::from_secs(7);

const _: () = {
    assert!(PUBLISHING.as_secs() < DELIVERY.as_secs());
    assert!(BEGINNING.as_secs() + DELIVERY.as_secs() + NOTES.as_secs() <= LEASE.as_secs());
    assert!(LEASE.as_secs() < LONGEST_LEASE.as_secs());
};
