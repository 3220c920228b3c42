use async_trait::async_trait;
use shaku::Interface;
use thiserror::Error;

use super::StoreError;
use crate::{Staged, UniqueValue};

/// The number of changes, including the requirement of the actor, and of events that every store can commit at once:
/// a store may have to require more, such as that it is not in maintenance.
/// Every store can also commit a whole order, with the stock that it takes from each of its
/// [`Basket::MAX_LINES`](domain::Basket::MAX_LINES) products.
pub const ALWAYS_COMMITTED: usize = 19;

/// Commits what a use case staged.
#[async_trait]
pub trait UnitOfWork: Interface {
    /// Commits all of what is staged, including the events, or nothing; a read that begins after the acknowledgement
    /// sees it.
    ///
    /// An insert succeeds only if its key and its unique values are free, an update or deletion only if the store has
    /// the version that was read. A requirement succeeds only so too, and holds until the commit is done. Of two
    /// commits that exclude each other exactly one succeeds; requirements don't exclude each other. If there are several conflicts,
    /// [`Conflict::Stale`] is returned first: the caller reads again and may not meet the others. A new session whose
    /// user was deleted is stale too. So is a stock that has fewer units than an order takes from it.
    ///
    /// Each row is written or required at most once. Every store commits up to [`ALWAYS_COMMITTED`] changes and as many
    /// events at once; more may be [`CommitError::TooLarge`]. An empty commit does nothing.
    ///
    /// # Errors
    /// [`CommitError::Conflict`] and [`CommitError::TooLarge`]: nothing was written. [`CommitError::Store`]: nothing
    /// was written, or everything was and the response was lost; a read shows which. While the store is in
    /// [maintenance](super::Maintenance), nothing is written, and the error is [`StoreError::Maintenance`].
    async fn commit(&self, staged: Staged) -> Result<(), CommitError>;
}

/// Why a commit did not succeed.
#[derive(Debug, Error)]
pub enum CommitError {
    /// A condition of the changes does not hold.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// The changes are more than the store commits at once.
    #[error("the commit has {operations} operations, and the store takes at most {most}; commit fewer changes at once")]
    TooLarge {
        /// The number of operations, as the store counts.
        operations: usize,
        /// The most operations of one commit.
        most: usize,
    },
    /// The store call failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CommitError> for StoreError {
    /// For a use case that can cause neither a conflict nor a commit that is too large: turns both into an unexpected
    /// error.
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Store(error) => error,
            error => Self::Unexpected(error.into()),
        }
    }
}

/// Why a commit conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Conflict {
    /// An entity to update, delete or require was deleted or has another version than the one that was read.
    #[error("something was changed or deleted since it was read")]
    Stale,
    /// An entity to insert has a unique value that exists.
    #[error("{0:?} exists")]
    Exists(UniqueValue),
}
