use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;

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
