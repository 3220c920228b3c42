use std::{
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Instant,
};

use application::HashingError;
use metrics::{Gauge, counter, gauge, histogram};
use rayon_core::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use tokio::sync::{Semaphore, oneshot};

/// A few threads that hash, with a bounded queue: a job that finds it full is refused at once rather than kept.
pub(crate) struct HashingPool {
    threads: ThreadPool,
    permits: Arc<Semaphore>,
}

impl HashingPool {
    pub(crate) fn start(threads: NonZeroUsize, queue: usize) -> Result<Self, ThreadPoolBuildError> {
        let permits = threads.get().saturating_add(queue).min(Semaphore::MAX_PERMITS);
        let threads = ThreadPoolBuilder::new()
            .num_threads(threads.get())
            .thread_name(|number| format!("password-hasher-{number}"))
            .start_handler(|_| step_back())
            .build()?;
        Ok(Self { threads, permits: Arc::new(Semaphore::new(permits)) })
    }

    /// Runs `job` on one of the threads. A job whose caller hung up before its turn is skipped; one that panics
    /// affects nothing else.
    pub(crate) async fn run<T, F>(&self, job: F) -> Result<T, HashingError>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let permit = Arc::clone(&self.permits).try_acquire_owned().map_err(|_| {
            counter!("tranche_hasher_refused_total").increment(1);
            HashingError::Saturated
        })?;
        let (answer, asked) = oneshot::channel();
        let waiting = Waiting::begin();
        self.threads.spawn(move || {
            drop(waiting);
            if answer.is_closed() {
                return;
            }
            let begun = Instant::now();
            let result = catch_unwind(AssertUnwindSafe(job));
            histogram!("tranche_hash_duration_seconds").record(begun.elapsed());
            // Release the permit before the caller gets the result, since it may come back at once.
            drop(permit);
            if let Ok(result) = result {
                // The caller may have hung up meanwhile.
                let _ = answer.send(result);
            }
        });
        asked.await.map_err(|dropped| HashingError::Failed(dropped.into()))
    }
}

/// A job that waits for a thread, until this is dropped.
struct Waiting {
    queue_length: Gauge,
    since: Instant,
}

impl Waiting {
    fn begin() -> Self {
        let queue_length = gauge!("tranche_hasher_queue_length");
        queue_length.increment(1);
        Self { queue_length, since: Instant::now() }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.queue_length.decrement(1);
        histogram!("tranche_hasher_wait_seconds").record(self.since.elapsed());
    }
}

/// Lowers the priority of the thread: a flood of log-ins shall cost other requests no more than idle time.
///
/// Only Linux has a priority for each thread; elsewhere the call would slow the whole process. If the system refuses,
/// the priority stays as it is.
fn step_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(PRIORITY_STEPS);
}

/// The niceness of a hashing thread: it gets about a tenth of the share of another thread.
#[cfg(target_os = "linux")]
const PRIORITY_STEPS: i32 = 10;

#[cfg(test)]
mod tests {
    use std::{
        pin::Pin,
        sync::{
            atomic::{AtomicBool, Ordering},
            mpsc,
        },
        task::{Context, Poll, Waker},
    };

    use tokio::task::JoinHandle;

    use super::*;

    fn pool(threads: usize, queue: usize) -> Arc<HashingPool> {
        Arc::new(HashingPool::start(NonZeroUsize::new(threads).unwrap(), queue).unwrap())
    }

    /// Keeps one thread busy until the returned sender is dropped or used.
    async fn occupy(pool: &Arc<HashingPool>) -> (mpsc::Sender<()>, JoinHandle<Result<(), HashingError>>) {
        let (release, released) = mpsc::channel();
        let (begun, has_begun) = oneshot::channel();
        let pool = Arc::clone(pool);
        let job = tokio::spawn(async move {
            pool.run(move || {
                begun.send(()).unwrap();
                let _ = released.recv();
            })
            .await
        });
        has_begun.await.unwrap();
        (release, job)
    }

    /// Polls once: the job is queued, and no caller waits for it yet.
    fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        match Pin::new(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }

    #[tokio::test]
    async fn who_comes_when_threads_and_queue_are_full_is_sent_away_at_once() {
        let pool = pool(1, 1);
        let (release, first) = occupy(&pool).await;
        let mut queued = Box::pin(pool.run(|| "queued"));
        // The first poll takes the permit of the queue.
        assert!(poll_once(&mut queued).is_none());
        let rejected = poll_once(&mut Box::pin(pool.run(|| "turned away")));
        assert!(matches!(rejected, Some(Err(HashingError::Saturated))), "{rejected:?}");

        drop(release);
        first.await.unwrap().unwrap();
        assert_eq!(queued.await.unwrap(), "queued");
        assert_eq!(pool.run(|| "afterwards").await.unwrap(), "afterwards");
    }

    #[tokio::test]
    async fn a_job_whose_requester_left_is_skipped_and_returns_its_permit() {
        let pool = pool(1, 1);
        let (release, first) = occupy(&pool).await;
        let ran = Arc::new(AtomicBool::new(false));
        {
            let ran = Arc::clone(&ran);
            let mut left = Box::pin(pool.run(move || ran.store(true, Ordering::SeqCst)));
            assert!(poll_once(&mut left).is_none());
        }
        drop(release);
        first.await.unwrap().unwrap();
        // One thread runs jobs in order: when this one is done, the abandoned one was skipped.
        while pool.run(|| ()).await.is_err() {
            tokio::task::yield_now().await;
        }
        assert!(!ran.load(Ordering::SeqCst));
        assert_eq!(pool.permits.available_permits(), 2);
    }

    #[tokio::test]
    async fn a_permit_is_free_by_the_time_the_answer_is_there() {
        let pool = pool(1, 0);
        for turn in 0..200 {
            assert_eq!(pool.run(move || turn).await.unwrap(), turn);
        }
    }

    #[tokio::test]
    async fn a_job_that_panics_fails_alone() {
        let pool = pool(1, 0);
        let failed = pool.run(|| panic!("as planned")).await;
        assert!(matches!(failed, Err(HashingError::Failed(_))), "{failed:?}");
        assert_eq!(pool.run(|| 7).await.unwrap(), 7);
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn hashing_threads_step_back_and_others_stay() {
        let own_before = rustix::process::getpriority_process(None).unwrap();
        let hashing = pool(1, 0).run(|| rustix::process::getpriority_process(None).unwrap()).await.unwrap();
        assert_eq!(hashing, (own_before + PRIORITY_STEPS).min(19));
        assert_eq!(rustix::process::getpriority_process(None).unwrap(), own_before);
    }
}
