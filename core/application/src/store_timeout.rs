use std::{cell::Cell, time::Duration};

use futures_util::FutureExt;
use tokio::{
    task_local,
    time::{Instant, timeout},
};

task_local! {
    /// What the request has waited for stores so far.
    static WAITED: Cell<Duration>;
}

/// Does `work` as one request: what it waits for stores is counted together, so that many slow calls make no slow answer.
pub async fn with_shared_timeout<T>(work: impl Future<Output = T>) -> T {
    WAITED.scope(Cell::default(), work).await
}

/// Gives a store's `call` as long as `limit` from now on, less what its request has waited already; `None` where that was too
/// short.
///
/// What the call did by then is undone, unless it was just being committed. A call outside of any request has all of it.
pub fn within_shared_timeout<T>(limit: Duration, call: impl Future<Output = T>) -> impl Future<Output = Option<T>> {
    // No `async`, which would have a place for the call as it is given and one for it as it runs: calls are large.
    let waited = WAITED.try_with(Cell::get).unwrap_or_default();
    let since = Instant::now();
    timeout(limit.saturating_sub(waited), call).map(move |outcome| {
        // Outside of a request nobody counts.
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
            // What else takes time counts elsewhere.
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
