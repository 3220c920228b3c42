use async_trait::async_trait;
use shaku::Interface;
use thiserror::Error;

use super::StoreError;
use crate::Changes;

/// Writes what a use case staged.
#[async_trait]
pub trait UnitOfWork: Interface {
    /// Commits all of `changes`, their events among them, or none; whoever reads after the acknowledgement sees them.
    ///
    /// An insert holds only where its key and its unique values are free, an update or deletion only where the store
    /// has the version that was read; a requirement holds likewise, and until the commit is done. Of two commits that
    /// exclude each other exactly one succeeds; to require the same excludes nobody. Where several conflicts are met,
    /// [`Conflict::Stale`] is told first: the caller reads again and may not meet the other. A new session whose user
    /// is gone is stale too. So is a stock that has not what is to be taken from it.
    ///
    /// Each row is written or required at most once, and all of it comes to at most [`Changes::MAX_OPERATIONS`]
    /// operations: whatever else is [`StoreError::Broken`], and nothing is written. No changes at all are committed by
    /// doing nothing.
    ///
    /// # Errors
    /// [`CommitError::Conflict`]: nothing was written. [`CommitError::Store`]: nothing was written, or all was and the
    /// answer was lost; a reader can tell.
    async fn commit(&self, changes: Changes) -> Result<(), CommitError>;
}

/// Why a commit did not succeed.
#[derive(Debug, Error)]
pub enum CommitError {
    /// The store is not as the changes presume.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What stands against a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Conflict {
    /// Something to update, delete or rely on is gone or has another version than was read.
    #[error("something was changed or deleted since it was read")]
    Stale,
    /// Something to insert has a unique value that exists.
    #[error("{0} exists")]
    Exists(UniqueValue),
}

/// A value that only one entity may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UniqueValue {
    /// The key of a username.
    #[error("the username")]
    Username,
    /// An idempotency key within its scope.
    #[error("the idempotency key")]
    IdempotencyKey,
    /// An id, or another value that chance makes unique.
    #[error("the id")]
    Id,
}
