use std::{
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
    thread,
    time::Duration,
};

use futures_util::future::BoxFuture;
use tokio::{runtime::Handle, sync::Notify, time::timeout};
use tracing::{Instrument, instrument::WithSubscriber};

/// How long abandoned work may still wait for a contended resource.
const ABANDONED_TIMEOUT: Duration = Duration::from_secs(2);

/// Completes `work` even if its caller abandons it: a client that hangs up drops the future of its request, and a
/// spawned task then does the rest. Work that was not polled before that is not begun.
///
/// For work that must not stop between two steps, each of which is atomic: an attempt that was counted must be settled.
/// `work` is notified when its caller has abandoned it.
pub fn outlive<W: Future<Output: Send + 'static> + Send + 'static>(
    work: impl FnOnce(Abandoned) -> W,
) -> Outliving<W::Output> {
    let abandoned = Abandoned(Arc::default());
    // Keep the log lines of the rest in the request's span.
    let work = Box::pin(work(abandoned.clone()).in_current_span().with_current_subscriber());
    Outliving { work: Some(work), is_begun: false, abandoned }
}

/// Whether the caller of [`outlive`] has abandoned the work.
#[derive(Clone)]
pub struct Abandoned(Arc<Notify>);

impl Abandoned {
    /// The result of `work`; `None` if its caller has abandoned it and it did not end soon after. For waiting on a
    /// resource for which other, live requests compete.
    pub async fn finish_soon_if_abandoned<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        tokio::select! {
            biased;
            done = &mut work => return Some(done),
            () = self.0.notified() => {}
        }
        timeout(ABANDONED_TIMEOUT, work).await.ok()
    }
}

/// The future that [`outlive`] returns.
#[must_use = "the work begins only when the future is polled"]
pub struct Outliving<T: Send + 'static> {
    work: Option<BoxFuture<'static, T>>,
    is_begun: bool,
    abandoned: Abandoned,
}

impl<T: Send + 'static> Future for Outliving<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        self.is_begun = true;
        // Polling after completion stays pending.
        let Some(work) = &mut self.work else { return Poll::Pending };
        let polled = work.as_mut().poll(context);
        if polled.is_ready() {
            self.work = None;
        }
        polled
    }
}

impl<T: Send + 'static> Drop for Outliving<T> {
    fn drop(&mut self) {
        // Work that panicked can't continue, and without a runtime there is nothing to run it.
        let left = self.work.take().filter(|_| self.is_begun && !thread::panicking());
        if let Some(work) = left
            && let Ok(runtime) = Handle::try_current()
        {
            self.abandoned.0.notify_one();
            drop(runtime.spawn(async move { drop(work.await) }));
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use tokio::{sync::oneshot, time::Instant};

    use super::*;

    #[tokio::test]
    async fn work_that_is_waited_for_gives_what_it_makes() {
        assert_eq!(outlive(|_| async { 7 }).await, 7);
    }

    #[tokio::test]
    async fn abandoned_work_goes_on() {
        let ((go, gone), (done, ended)) = (oneshot::channel::<()>(), oneshot::channel());
        let mut work = Box::pin(outlive(|_| async move {
            gone.await.unwrap();
            done.send(()).unwrap();
        }));
        assert!(work.as_mut().now_or_never().is_none());
        drop(work);
        go.send(()).unwrap();
        ended.await.unwrap();
    }

    #[tokio::test]
    async fn work_without_a_caller_is_not_begun() {
        let (done, ended) = oneshot::channel::<()>();
        drop(outlive(|_| async move { done.send(()).unwrap() }));
        assert!(ended.await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn abandoned_work_that_waits_for_a_turn_is_given_up() {
        let since = Instant::now();
        let (done, ended) = oneshot::channel();
        let mut work = Box::pin(outlive(|abandoned| async move {
            let turn = abandoned.finish_soon_if_abandoned(std::future::pending::<()>()).await;
            done.send((turn, since.elapsed())).unwrap();
        }));
        assert!(work.as_mut().now_or_never().is_none());
        tokio::time::advance(Duration::from_mins(1)).await;
        assert!(work.as_mut().now_or_never().is_none(), "the caller waits");
        drop(work);
        assert_eq!(ended.await.unwrap(), (None, Duration::from_mins(1) + ABANDONED_TIMEOUT));
        let soon = outlive(|abandoned| async move { abandoned.finish_soon_if_abandoned(async { 7 }).await });
        assert_eq!(soon.await, Some(7));
    }
}
