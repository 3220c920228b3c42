use std::time::Duration;

use domain::User;

use crate::{CommitError, Conflict, Forbidden, Principal, StoreError, Users, WorkError};

/// Why one try of a use case ended without a result.
#[derive(Debug)]
pub enum Attempt<E> {
    /// Something was changed meanwhile: read and decide again.
    Stale,
    /// The use case failed for good.
    Failed(E),
}

impl<E: From<WorkError>> From<StoreError> for Attempt<E> {
    fn from(error: StoreError) -> Self {
        Self::Failed(WorkError::from(error).into())
    }
}

impl<E: From<WorkError>> From<CommitError> for Attempt<E> {
    /// Only a stale commit is worth another try.
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict(Conflict::Stale) => Self::Stale,
            error => Self::Failed(WorkError::from(error).into()),
        }
    }
}

/// The tries before a use case gives up.
const TRIES: u32 = 8;
/// The longest wait before the second try; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_millis(4);

/// Runs `attempt` until it is not stale, with a random wait of growing bound between tries, so that competitors spread
/// out.
///
/// # Errors
/// What the attempt fails with, or [`WorkError::Contended`] in its error after the last try.
pub async fn retry_stale<T, E, F>(mut attempt: impl FnMut() -> F) -> Result<T, E>
where
    E: From<WorkError>,
    F: Future<Output = Result<T, Attempt<E>>>,
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
        Err(Attempt::Stale) => Err(WorkError::Contended.into()),
    }
}

/// Runs `attempt` as [`retry_stale`] does, each time on behalf of the user as known by then: at first as `actor` was read
/// with the request, after a stale try as stored. So a right that is gone meanwhile is used no more, as long as each try
/// requires the user that it was given.
///
/// # Errors
/// As [`retry_stale`]; [`Forbidden`] in the error where the user is gone.
pub async fn retry_stale_as<T, E, F>(actor: &Principal, users: &dyn Users, attempt: impl Fn(User) -> F) -> Result<T, E>
where
    E: From<WorkError> + From<Forbidden>,
    F: Future<Output = Result<T, Attempt<E>>>,
{
    let (attempt, mut known) = (&attempt, Some(actor.user.clone()));
    retry_stale(|| {
        let known = known.take();
        async move {
            let user = match known {
                Some(user) => Some(user),
                None => users.find(actor.user_id()).await?,
            };
            attempt(user.ok_or_else(|| Attempt::Failed(Forbidden.into()))?).await
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Refused {
        Contended,
        ForGood,
    }

    impl From<WorkError> for Refused {
        fn from(error: WorkError) -> Self {
            assert!(matches!(error, WorkError::Contended), "{error}");
            Self::Contended
        }
    }

    async fn run(stale: u32, end: Result<u8, Refused>) -> (Result<u8, Refused>, u32) {
        let (mut end, mut tries) = (Some(end), 0);
        let result = retry_stale(|| {
            tries += 1;
            let decided = tries > stale;
            std::future::ready(if decided { end.take().unwrap().map_err(Attempt::Failed) } else { Err(Attempt::Stale) })
        });
        (result.await, tries)
    }

    #[tokio::test(start_paused = true)]
    async fn stale_tries_are_repeated_until_one_decides() {
        assert_eq!(run(0, Ok(7)).await, (Ok(7), 1));
        assert_eq!(run(TRIES - 1, Ok(7)).await, (Ok(7), TRIES));
        assert_eq!(run(2, Err(Refused::ForGood)).await, (Err(Refused::ForGood), 3));
    }

    #[tokio::test(start_paused = true)]
    async fn competitors_that_always_win_end_it() {
        assert_eq!(run(u32::MAX, Ok(7)).await, (Err(Refused::Contended), TRIES));
    }
}
