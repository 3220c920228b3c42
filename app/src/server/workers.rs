use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::join_all;
use tokio::sync::{mpsc, oneshot};

/// A question to a worker, which responds by returning it.
type Question = oneshot::Sender<()>;

/// The threads that serve requests, each of which can be asked whether it is stuck.
#[derive(Clone, Default)]
pub(super) struct Workers(Arc<Mutex<Vec<mpsc::UnboundedSender<Question>>>>);

impl Workers {
    /// Adds the calling thread, for as long as its runtime lives.
    pub(super) fn add_this_thread(&self) {
        let (asking, mut questions) = mpsc::unbounded_channel::<Question>();
        let mut workers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        workers.retain(|worker| !worker.is_closed());
        workers.push(asking);
        drop(workers);
        actix_web::rt::spawn(async move {
            while let Some(question) = questions.recv().await {
                // The one who asked may have stopped waiting.
                let _ = question.send(());
            }
        });
    }

    /// Resolves when every worker has responded: never, while one is stuck. A worker that has ended is none.
    pub(super) async fn respond(&self) {
        let mut responses = Vec::new();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|worker| {
            let (question, response) = oneshot::channel();
            responses.push(response);
            worker.send(question).is_ok()
        });
        join_all(responses).await;
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc::channel, thread};

    use futures_util::{FutureExt, pin_mut};

    use super::*;

    /// Runs a worker that is stuck until the returned sender is used, and ends after the second time.
    fn stuck_worker(workers: &Workers) -> (std::sync::mpsc::Sender<()>, thread::JoinHandle<()>) {
        let (release, released) = channel();
        let (added, is_added) = channel();
        let workers = workers.clone();
        let thread = thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                workers.add_this_thread();
                added.send(()).unwrap();
                released.recv().unwrap();
                actix_web::rt::task::spawn_blocking(move || released.recv().unwrap()).await.unwrap();
            });
        });
        is_added.recv().unwrap();
        (release, thread)
    }

    #[actix_web::test]
    async fn workers_respond_once_none_is_stuck() {
        let workers = Workers::default();
        workers.add_this_thread();
        workers.respond().await;

        let (release, thread) = stuck_worker(&workers);
        let responses = workers.respond();
        pin_mut!(responses);
        assert!(responses.as_mut().now_or_never().is_none(), "a worker is stuck");
        release.send(()).unwrap();
        responses.await;

        release.send(()).unwrap();
        thread.join().unwrap();
        workers.respond().await;
        assert_eq!(workers.0.lock().unwrap().len(), 1, "the worker that ended is forgotten");
    }
}
