use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;

/// Stops the writes of every process, so that the store can be copied as it is at one moment.
///
/// While the store is in maintenance, every commit is refused with [`StoreError::Maintenance`] and reads go on. Counters
/// of attempts, leases and the removal of expired data don't go through a commit, and are not stopped; no dump has them.
#[async_trait]
pub trait Maintenance: Interface {
    /// Since when the store has been in maintenance; `None` if it is not.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn since(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Begins maintenance. Once this returns, every commit has ended or will be refused, on whichever process. A store
    /// that is in maintenance stays so, since the same moment.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer: the store may be in maintenance, with commits still under way.
    /// Begin it again.
    async fn begin(&self, now: Timestamp) -> Result<(), StoreError>;

    /// Ends maintenance, if the store is in it.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer: the store may still be in maintenance. End it again.
    async fn end(&self) -> Result<(), StoreError>;
}
