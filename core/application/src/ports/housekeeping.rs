use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;

/// How long expired things are kept. A clock that is ahead takes things for expired that live again once it is right, as
/// sessions do: where it is no more than this ahead, they are still there, whoever kept house meanwhile.
pub const KEPT_EXPIRED: Duration = Duration::from_hours(24);

/// Until when a thing must have expired to be removed by one whose clock says `now`.
#[must_use]
pub fn removable_at(now: Timestamp) -> Timestamp {
    now.before(KEPT_EXPIRED)
}

/// Removes what nothing reads any more.
#[async_trait]
pub trait Housekeeping: Interface {
    /// Removes sessions and idempotency records that are expired and counters of attempts whose window has ended at
    /// `now`, at most `at_most` of each, and answers how many things it removed. Run many times at once, or not at all,
    /// nothing else changes: an expired thing counts nowhere.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn purge_expired(&self, now: Timestamp, at_most: u16) -> Result<u64, StoreError>;
}
