use domain::Id;
use thiserror::Error;

use crate::StoreError;

/// Why an `E` that was asked for by its identity is not answered.
#[derive(Debug, Error)]
pub enum FindError<E> {
    /// There is none, or the actor may not know of it.
    #[error("there is no {0}, or the actor may not know of it")]
    NotFound(Id<E>),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
