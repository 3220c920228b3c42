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
    /// The maintenance that the store is in; `None` if it is in none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn current(&self) -> Result<Option<MaintenancePeriod>, StoreError>;

    /// Begins maintenance without an end. Once this returns, every commit has ended or will be refused, on whichever
    /// process. A store that is in maintenance stays so, since the same moment.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer: the store may be in maintenance, with commits still under way.
    /// Begin it again.
    async fn begin(&self, now: Timestamp) -> Result<(), StoreError>;

    /// Begins maintenance as [`begin`](Self::begin) does, for a process that may die: it lapses at `until`, unless the
    /// process prolongs it. A store that is in maintenance stays in that one, which [`current`](Self::current) returns.
    /// If it has no end, every commit has ended or will be refused all the same, though its process died while it began.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    async fn begin_until(&self, now: Timestamp, until: Timestamp) -> Result<(), StoreError>;

    /// Lets the maintenance that began at `since` lapse at `until`, and not before; returns whether the store is still
    /// in it, and it lapses.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn prolong(&self, since: Timestamp, until: Timestamp) -> Result<bool, StoreError>;

    /// Ends maintenance, if the store is in it.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer: the store may still be in maintenance. End it again.
    async fn end(&self) -> Result<(), StoreError>;

    /// Ends maintenance that lapses at `by` or earlier; returns whether it did. What has lapsed stops commits until a
    /// process calls this.
    ///
    /// # Errors
    /// As [`end`](Self::end).
    async fn end_lapsed(&self, by: Timestamp) -> Result<bool, StoreError>;
}

/// A maintenance of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaintenancePeriod {
    /// When it began.
    pub since: Timestamp,
    /// When it lapses, if it does.
    pub until: Option<Timestamp>,
}
