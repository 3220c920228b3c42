use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;

/// Grace period: expired data is kept this long, so that a replica whose clock is up to 24 h ahead deletes nothing that
/// is still valid, such as a session.
pub const KEPT_EXPIRED: Duration = Duration::from_hours(24);

/// The latest expiry of what may be removed by a replica whose clock reads `now`.
#[must_use]
pub fn removable_at(now: Timestamp) -> Timestamp {
    now.before(KEPT_EXPIRED)
}

/// Removes data that nothing reads any more.
#[async_trait]
pub trait Housekeeping: Interface {
    /// Removes sessions and idempotency records that are expired and counters of attempts whose window has ended at
    /// `now`, at most `at_most` of each, and returns how many it removed. Running it concurrently, or never, changes
    /// nothing else: expired data counts nowhere.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn purge_expired(&self, now: Timestamp, at_most: u16) -> Result<u64, StoreError>;
}
