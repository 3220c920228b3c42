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
use crate::{
    commits::Work, connections::Transaction, deadline::DEADLINE, errors::commit_error, rows::maintenance, store_metrics,
};

/// Sends commits to the task that writes them, which ends once this is dropped.
///
/// A commit waits for the disk, and one sync takes as long for many commits as for one. So the task collects every
/// commit that waits by the time it has the connection, each in a savepoint of its own: a refused one leaves no trace,
/// and the others continue. A single commit needs no savepoint.
pub(super) struct Writer {
    commits: UnboundedSender<Commit>,
}

/// A waiting commit, in order of arrival.
struct Commit {
    work: Work,
    since: Instant,
    answer: oneshot::Sender<Result<(), CommitError>>,
}

/// The outcome of a commit is unknown.
#[derive(Debug, Error)]
#[error("the commit was interrupted, and may have been written or not")]
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

    /// Commits `work`. If the caller is cancelled before it is begun, nothing is written.
    pub(super) async fn commit(&self, work: Work) -> Result<(), CommitError> {
        let (answer, answered) = oneshot::channel();
        // If the task has ended, the answer is dropped with the commit.
        let _ = self.commits.send(Commit { work, since: Instant::now(), answer });
        answered.await.unwrap_or_else(|_| Err(StoreError::Unavailable(BrokenOff.into()).into()))
    }
}

impl Commit {
    fn is_awaited(&self) -> bool {
        !self.answer.is_closed()
    }

    fn answer(self, outcome: Result<(), CommitError>) {
        // The caller may have been cancelled.
        let _ = self.answer.send(outcome);
    }
}

/// Writes the commits in the queue, for as long as the store exists.
async fn write(connections: Weak<SqliteConnections>, mut queue: UnboundedReceiver<Commit>) {
    let mut waiting = Vec::new();
    loop {
        waiting.retain(Commit::is_awaited);
        if waiting.is_empty() {
            waiting.extend(queue.recv().await);
        }
        let (false, Some(connections)) = (waiting.is_empty(), connections.upgrade()) else { return };
        let batch = timeout(DEADLINE, write_waiting(&connections, &mut queue, &mut waiting));
        // After the deadline everything is rolled back, unless it was just being committed. The callers in the batch
        // get `BrokenOff`, as they do after a panic, which is a bug, but no reason to accept no more commits.
        if AssertUnwindSafe(batch).catch_unwind().await.is_err() {
            waiting.clear();
        }
    }
}

/// Commits everything that waits once the connection is taken. Commits that still wait afterwards are retried.
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
    if let Err(error) = maintenance::refuse(&transaction).await {
        return refuse(waiting, error);
    }
    match <[Commit; 1]>::try_from(mem::take(waiting)) {
        Ok([alone]) => {
            let outcome = alone.work.write_and_commit(transaction).await;
            alone.answer(outcome);
        }
        Err(group) => *waiting = commit_together(transaction, group).await,
    }
}

/// Answers why nothing is committed: to all in maintenance, and otherwise to the first, since the others are retried.
fn refuse(waiting: &mut Vec<Commit>, error: StoreError) {
    let refused = if matches!(error, StoreError::Maintenance) { waiting.len() } else { 1.min(waiting.len()) };
    let mut refused = waiting.drain(..refused);
    if let Some(first) = refused.next() {
        first.answer(Err(error.into()));
    }
    for commit in refused {
        commit.answer(Err(StoreError::Maintenance.into()));
    }
}

/// Commits all of them and answers each; returns those that were rolled back because of another one.
async fn commit_together(transaction: Transaction, group: Vec<Commit>) -> Vec<Commit> {
    let mut written = Vec::with_capacity(group.len());
    let mut group = group.into_iter();
    while let Some(next) = group.next() {
        match write_apart(&transaction, &next.work).await {
            Ok(outcome) => written.push((next, outcome)),
            Err(failure) => {
                // SQLite may have rolled back the whole transaction (if the disk is full, for example): nothing of it
                // counts.
                drop(transaction);
                next.answer(Err(failure));
                return written.into_iter().map(|(commit, _)| commit).chain(group).collect();
            }
        }
    }
    // A conflict, too, is returned after the commit of what it conflicts with: a caller that reads again finds it.
    let committed = transaction.commit().await;
    for (commit, outcome) in written {
        commit.answer(match &committed {
            Ok(()) => outcome.map_err(CommitError::from),
            Err(error) => Err(commit_error(error.clone())),
        });
    }
    Vec::new()
}

/// Writes in a savepoint, so that a refused commit leaves no trace.
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
