use domain::Id;
use thiserror::Error;

use crate::StoreError;

/// Why an `E` was not found by its id.
#[derive(Debug, Error)]
pub enum FindError<E> {
    /// It does not exist, or the actor may not know of it.
    #[error("there is no {0}, or the actor may not know of it")]
    NotFound(Id<E>),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
