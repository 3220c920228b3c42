use thiserror::Error;

use crate::{CommitError, Conflict, StoreError};

/// Why a use case could not work on what the store has, apart from any rule of its own.
///
/// A use case whose rules meet a conflict of their own - a taken username, say - tells that one apart before it leaves
/// the rest to this type.
#[derive(Debug, Error)]
pub enum WorkError {
    /// Competing changes won on every try.
    #[error("competing changes won on every try")]
    Contended,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store met a conflict that the use case can't cause.
    #[error("an unexpected conflict")]
    Unexpected(#[source] Conflict),
}

impl From<CommitError> for WorkError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict(conflict) => Self::Unexpected(conflict),
            CommitError::Store(error) => Self::Store(error),
        }
    }
}
