use std::{cell::Cell, time::Duration};

use futures_util::FutureExt;
use tokio::{
    task_local,
    time::{Instant, timeout},
};

task_local! {
    /// How long the request has waited for stores so far.
    static WAITED: Cell<Duration>;
}

/// Runs `work` as one request: its store calls share one timeout, so that many slow calls don't add up to a slow
/// response.
pub async fn with_shared_timeout<T>(work: impl Future<Output = T>) -> T {
    WAITED.scope(Cell::default(), work).await
}

/// Runs a store's `call` with the timeout `limit`, less the time that its request has waited already; `None` after
/// the timeout.
///
/// A call that timed out is undone, unless it was just being committed. A call outside of any request has the full
/// timeout.
pub fn within_shared_timeout<T>(limit: Duration, call: impl Future<Output = T>) -> impl Future<Output = Option<T>> {
    // No `async`, which would store the call twice, as argument and while it runs: calls are large.
    let waited = WAITED.try_with(Cell::get).unwrap_or_default();
    let since = Instant::now();
    timeout(limit.saturating_sub(waited), call).map(move |outcome| {
        // Outside of a request there is no sum to update.
        let _ = WAITED.try_with(|counted| counted.set(counted.get() + since.elapsed()));
        outcome.ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::sleep;

    const TIMEOUT: Duration = Duration::from_secs(4);

    async fn call(seconds: u64) -> Option<u64> {
        within_shared_timeout(TIMEOUT, async {
            sleep(Duration::from_secs(seconds)).await;
            seconds
        })
        .await
    }

    #[tokio::test(start_paused = true)]
    async fn the_calls_of_a_request_share_its_timeout() {
        let since = Instant::now();
        with_shared_timeout(async {
            assert_eq!(call(1).await, Some(1));
            // Time spent elsewhere does not count.
            sleep(Duration::from_mins(1)).await;
            assert_eq!(call(2).await, Some(2));
            assert_eq!(call(2).await, None);
            assert_eq!(call(1).await, None);
        })
        .await;
        assert_eq!(since.elapsed().as_secs(), 64);
    }

    #[tokio::test(start_paused = true)]
    async fn calls_outside_of_a_request_have_a_timeout_each() {
        assert_eq!(call(3).await, Some(3));
        assert_eq!(call(3).await, Some(3));
        assert_eq!(call(5).await, None);
    }
}
