use std::time::Duration;

use thiserror::Error;

use crate::{CommitError, Conflict};

/// Why one try of a use case ended without a result.
#[derive(Debug)]
pub enum Attempt<E> {
    /// Something was changed meanwhile: read and decide again.
    Stale,
    /// The use case failed for good.
    Failed(E),
}

impl<E> From<E> for Attempt<E> {
    fn from(error: E) -> Self {
        Self::Failed(error)
    }
}

impl<E: From<CommitError>> Attempt<E> {
    /// The attempt that a commit ended: only a stale one is worth another.
    #[must_use]
    pub fn from_commit(error: CommitError) -> Self {
        match error {
            CommitError::Conflict(Conflict::Stale) => Self::Stale,
            error => Self::Failed(error.into()),
        }
    }
}

/// A use case met a competing change on every try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("competing changes won on every try")]
pub struct Contended;

/// The tries before a use case gives up.
const TRIES: u32 = 8;
/// The longest wait before the second try; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_millis(4);

/// Runs `attempt` until it is not stale, with a random wait of growing bound between tries, so that competitors spread out.
///
/// # Errors
/// What the attempt fails with, or [`Contended`] in its error after the last try.
pub async fn retry_stale<T, E, F>(mut attempt: F) -> Result<T, E>
where
    E: From<Contended>,
    F: AsyncFnMut() -> Result<T, Attempt<E>>,
{
    let mut longest_wait = FIRST_WAIT;
    for _ in 1..TRIES {
        match attempt().await {
            Ok(result) => return Ok(result),
            Err(Attempt::Failed(error)) => return Err(error),
            Err(Attempt::Stale) => tokio::time::sleep(longest_wait.mul_f64(fastrand::f64())).await,
        }
        longest_wait *= 2;
    }
    match attempt().await {
        Ok(result) => Ok(result),
        Err(Attempt::Failed(error)) => Err(error),
        Err(Attempt::Stale) => Err(Contended.into()),
    }
}
