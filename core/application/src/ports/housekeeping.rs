use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;

/// How long expired data is kept. A replica whose clock is ahead takes data for expired that is still valid by the
/// right time, such as sessions: if its clock is ahead by no more than this, it removes none of them.
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
