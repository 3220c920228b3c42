use std::{
    iter, mem,
    panic::AssertUnwindSafe,
    sync::{Arc, Weak},
    time::Instant,
};

use application::{CommitError, Conflict, StoreError};
use futures_util::FutureExt;
use thiserror::Error;
use tokio::{
    sync::{
        mpsc::{self, UnboundedReceiver, UnboundedSender},
        oneshot,
    },
    time::timeout,
};

use super::connections::SqliteConnections;
use crate::{commits::Work, connections::Transaction, deadline::DEADLINE, errors::commit_error, store_metrics};

/// Hands commits to the task that writes them, which ends once this is dropped.
///
/// The disk is what a commit waits for, and that takes one as long as many. So the task takes along every commit that waits
/// by the time it has the connection, each in a savepoint of its own: one that is refused leaves no trace, and the others go on.
/// A commit that comes alone needs no savepoint.
pub(super) struct Writer {
    commits: UnboundedSender<Commit>,
}

/// A commit that waits, in the order it came.
struct Commit {
    work: Work,
    since: Instant,
    answer: oneshot::Sender<Result<(), CommitError>>,
}

/// Nobody knows what became of a commit.
#[derive(Debug, Error)]
#[error("the commit was broken off")]
struct BrokenOff;

impl Writer {
    /// Starts the task.
    ///
    /// # Panics
    /// Outside a tokio runtime, which the task runs on.
    pub(super) fn start(connections: &Arc<SqliteConnections>) -> Self {
        let (commits, queue) = mpsc::unbounded_channel();
        tokio::spawn(write(Arc::downgrade(connections), queue));
        Self { commits }
    }

    /// Commits `work`. For a caller who gives up before it is begun, nothing is written.
    pub(super) async fn commit(&self, work: Work) -> Result<(), CommitError> {
        let (answer, answered) = oneshot::channel();
        // Where the task has ended, the answer is dropped with the commit.
        let _ = self.commits.send(Commit { work, since: Instant::now(), answer });
        answered.await.unwrap_or_else(|_| Err(StoreError::Unavailable(BrokenOff.into()).into()))
    }
}

impl Commit {
    fn is_awaited(&self) -> bool {
        !self.answer.is_closed()
    }

    fn answer(self, outcome: Result<(), CommitError>) {
        // A caller who gave up hears nothing.
        let _ = self.answer.send(outcome);
    }
}

/// Writes what comes through the queue, for as long as there is a store.
async fn write(connections: Weak<SqliteConnections>, mut queue: UnboundedReceiver<Commit>) {
    let mut waiting = Vec::new();
    loop {
        waiting.retain(Commit::is_awaited);
        if waiting.is_empty() {
            waiting.extend(queue.recv().await);
        }
        let (false, Some(connections)) = (waiting.is_empty(), connections.upgrade()) else { return };
        let batch = timeout(DEADLINE, write_waiting(&connections, &mut queue, &mut waiting));
        // Past the deadline all is undone that is not just being committed. The callers in the round get `BrokenOff`, and so they do
        // after a panic, which is a defect and no reason to take no commits any more.
        if AssertUnwindSafe(batch).catch_unwind().await.is_err() {
            waiting.clear();
        }
    }
}

/// Commits all that waits once the connection is had. What still waits afterwards is to be tried again.
async fn write_waiting(
    connections: &SqliteConnections,
    queue: &mut UnboundedReceiver<Commit>,
    waiting: &mut Vec<Commit>,
) {
    let transaction = match connections.begin().await {
        Ok(transaction) => transaction,
        Err(error) => return waiting.remove(0).answer(Err(error.into())),
    };
    waiting.extend(iter::from_fn(|| queue.try_recv().ok()));
    waiting.retain(Commit::is_awaited);
    for commit in &*waiting {
        store_metrics::has_waited(commit.since);
    }
    match <[Commit; 1]>::try_from(mem::take(waiting)) {
        Ok([alone]) => {
            let outcome = alone.work.commit(transaction).await;
            alone.answer(outcome);
        }
        Err(group) => *waiting = commit_together(transaction, group).await,
    }
}

/// Commits all of them and answers each; what comes back was undone through no fault of its own.
async fn commit_together(transaction: Transaction, group: Vec<Commit>) -> Vec<Commit> {
    let mut written = Vec::with_capacity(group.len());
    let mut group = group.into_iter();
    while let Some(next) = group.next() {
        match write_apart(&transaction, &next.work).await {
            Ok(outcome) => written.push((next, outcome)),
            Err(failure) => {
                // SQLite may have ended the whole transaction (the disk is full, say): nothing of it counts.
                drop(transaction);
                next.answer(Err(failure));
                return written.into_iter().map(|(commit, _)| commit).chain(group).collect();
            }
        }
    }
    // A conflict too is answered once that is there which it is with: whoever reads anew finds it.
    let committed = transaction.commit().await;
    for (commit, outcome) in written {
        commit.answer(match &committed {
            Ok(()) => outcome.map_err(CommitError::from),
            Err(error) => Err(commit_error(error.clone())),
        });
    }
    Vec::new()
}

/// In a savepoint, so that nothing is left of what is refused.
async fn write_apart(transaction: &Transaction, work: &Work) -> Result<Result<(), Conflict>, CommitError> {
    transaction.begin_part().await.map_err(commit_error)?;
    let outcome = match work.write(transaction).await {
        Ok(()) => Ok(()),
        Err(CommitError::Conflict(conflict)) => {
            transaction.undo_part().await.map_err(commit_error)?;
            Err(conflict)
        }
        Err(failure) => return Err(failure),
    };
    transaction.end_part().await.map_err(commit_error)?;
    Ok(outcome)
}
