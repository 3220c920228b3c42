use std::time::Duration;

use tokio::time::sleep;

use crate::{LoadError, StoreError};

/// The tries of a call in all, and the pause after the first; it doubles with each further one. A transfer runs for
/// minutes, and a store that is away for some seconds is no reason to begin it again.
const TRIES: u32 = 6;
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// An error after which the same call may succeed.
pub(super) trait MayPass {
    fn may_pass(&self) -> bool;
}

impl MayPass for StoreError {
    fn may_pass(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl MayPass for LoadError {
    fn may_pass(&self) -> bool {
        matches!(self, Self::Store(error) if error.may_pass())
    }
}

/// The result of a call that may be repeated, which is retried while the store is unavailable.
pub(super) async fn retried<T, E: MayPass, F>(call: impl Fn() -> F) -> Result<T, E>
where
    F: Future<Output = Result<T, E>>,
{
    let mut pause = FIRST_PAUSE;
    for _ in 1..TRIES {
        match call().await {
            Err(error) if error.may_pass() => sleep(pause).await,
            outcome => return outcome,
        }
        pause *= 2;
    }
    call().await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    async fn tries(failures: u32, error: fn() -> StoreError) -> (Result<(), StoreError>, u32) {
        let made = Cell::new(0);
        let outcome = retried(|| async {
            made.set(made.get() + 1);
            if made.get() > failures { Ok(()) } else { Err(error()) }
        });
        (outcome.await, made.get())
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_that_is_away_for_a_moment_is_called_again() {
        let unavailable = || StoreError::Unavailable("it is away".into());
        assert!(matches!(tries(0, unavailable).await, (Ok(()), 1)));
        assert!(matches!(tries(5, unavailable).await, (Ok(()), 6)));
        assert!(matches!(tries(6, unavailable).await, (Err(StoreError::Unavailable(_)), 6)));
        let unexpected = || StoreError::Unexpected("it is odd".into());
        assert!(matches!(tries(1, unexpected).await, (Err(StoreError::Unexpected(_)), 1)));
    }
}
