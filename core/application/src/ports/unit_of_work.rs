use async_trait::async_trait;
use shaku::Interface;
use thiserror::Error;

use super::StoreError;
use crate::{Staged, UniqueValue};

/// So many changes, the requirement of the actor among them, and as many events every store commits at once; and a whole order, with the stock that it takes from each of
/// its [`Basket::MAX_LINES`](domain::Basket::MAX_LINES) products.
pub const ALWAYS_COMMITTED: usize = 20;

/// Writes what a use case staged.
#[async_trait]
pub trait UnitOfWork: Interface {
    /// Commits all of what is staged, its events among it, or nothing; whoever reads after the acknowledgement sees it.
    ///
    /// An insert holds only where its key and its unique values are free, an update or deletion only where the store
    /// has the version that was read; a requirement holds likewise, and until the commit is done. Of two commits that
    /// exclude each other exactly one succeeds; to require the same excludes nobody. Where several conflicts are met,
    /// [`Conflict::Stale`] is told first: the caller reads again and may not meet the other. A new session whose user
    /// is gone is stale too. So is a stock that has not what is to be taken from it.
    ///
    /// No row is written or required twice. Every store commits up to [`ALWAYS_COMMITTED`] changes and as many events at once;
    /// what one does not take is [`CommitError::TooLarge`]. No changes at all are committed by doing nothing.
    ///
    /// # Errors
    /// [`CommitError::Conflict`] and [`CommitError::TooLarge`]: nothing was written. [`CommitError::Store`]: nothing was
    /// written, or all was and the answer was lost; a reader can tell.
    async fn commit(&self, staged: Staged) -> Result<(), CommitError>;
}

/// Why a commit did not succeed.
#[derive(Debug, Error)]
pub enum CommitError {
    /// The store is not as the changes presume.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// It is more than the store commits at once.
    #[error("{operations} operations are to be committed at once, and the store takes {most}")]
    TooLarge {
        /// What it comes to, as the store counts.
        operations: usize,
        /// The most that it takes.
        most: usize,
    },
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CommitError> for StoreError {
    /// What a use case that can cause neither makes of a conflict and of a commit that is too large.
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Store(error) => error,
            error => Self::Unexpected(error.into()),
        }
    }
}

/// What stands against a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Conflict {
    /// Something to update, delete or rely on is gone or has another version than was read.
    #[error("something was changed or deleted since it was read")]
    Stale,
    /// Something to insert has a unique value that exists.
    #[error("{0:?} exists")]
    Exists(UniqueValue),
}
