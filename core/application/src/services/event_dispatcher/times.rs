use std::time::Duration;

use crate::LONGEST_LEASE;

/// How long the lease of the outbox lasts. If its owner dies, another dispatcher acquires it after that.
pub(super) const LEASE: Duration = Duration::from_secs(30);
/// How long after acquiring the lease a cycle starts deliveries.
pub(super) const BEGINNING: Duration = Duration::from_secs(12);
/// The timeout of a delivery, whatever the publisher does.
pub(super) const DELIVERY: Duration = Duration::from_secs(11);
/// How long a publisher waits for a response; its own error says more than that timeout.
pub const PUBLISHING: Duration = Duration::from_secs(10);
/// The rest of a lease, for recording the last deliveries: a store may take four seconds for each call.
const NOTES: Duration = Duration::from_secs(7);

const _: () = {
    assert!(PUBLISHING.as_secs() < DELIVERY.as_secs());
    assert!(BEGINNING.as_secs() + DELIVERY.as_secs() + NOTES.as_secs() <= LEASE.as_secs());
    assert!(LEASE.as_secs() < LONGEST_LEASE.as_secs());
};
