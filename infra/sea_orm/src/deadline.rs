use std::time::Duration;

use application::{StoreError, within_shared_timeout};
use futures_util::FutureExt;
use thiserror::Error;

/// The timeout of one call of a port, waiting included, and of all calls of one request together: a second less than
/// the timeout of a response.
pub(crate) const DEADLINE: Duration = Duration::from_secs(4);

/// The database did not answer in time.
#[derive(Debug, Error)]
#[error("the database did not answer within {DEADLINE:?}")]
struct DeadlinePassed;

/// Runs `call` with the deadline. A call that timed out is undone, unless it was just being committed.
pub(crate) fn within_deadline<T, E: From<StoreError>>(
    call: impl Future<Output = Result<T, E>>,
) -> impl Future<Output = Result<T, E>> {
    within_shared_timeout(DEADLINE, call)
        .map(|outcome| outcome.unwrap_or_else(|| Err(StoreError::Unavailable(DeadlinePassed.into()).into())))
}
