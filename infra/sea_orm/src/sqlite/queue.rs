use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use application::{CommitError, StoreError};
use thiserror::Error;
use tokio::{
    select,
    sync::{Mutex as Turn, OwnedMutexGuard, oneshot},
    time::timeout,
};

use super::SqliteDatabase;
use crate::{
    commits::Work,
    connections::Transaction,
    deadline::DEADLINE,
    errors::{commit_error, store_error},
    figures,
};

/// Commits that wait for the one connection that writes: all that do so at the same time go to the disk together.
///
/// The disk is what a commit waits for, and that takes one as long as many. So whoever gets the connection takes along everybody
/// who waits by then, each in a savepoint of its own: one that is refused leaves no trace, and the others go on. Whoever comes
/// alone is served as if there were no queue.
#[derive(Default)]
pub(super) struct CommitQueue {
    /// In the order they came.
    waiting: Mutex<Vec<Waiting>>,
    /// Held by whoever commits.
    turn: Arc<Turn<()>>,
}

struct Waiting {
    work: Work,
    since: Instant,
    tell: oneshot::Sender<Result<(), CommitError>>,
}

/// Nobody knows what became of a commit.
#[derive(Debug, Error)]
#[error("the commit was broken off")]
struct BrokenOff;

impl CommitQueue {
    /// Commits `work`, with whatever waits too. For a caller who gives up before it is begun, nothing is written.
    pub(super) async fn commit(database: Arc<SqliteDatabase>, work: Work) -> Result<(), CommitError> {
        let queue = &database.queue;
        let (tell, mut told) = oneshot::channel();
        queue.waiting().push(Waiting { work, since: Instant::now(), tell });
        loop {
            select! {
                // Whoever has been told leaves the turn to the next.
                biased;
                outcome = &mut told => {
                    return outcome.unwrap_or_else(|_| Err(StoreError::Unavailable(BrokenOff.into()).into()));
                }
                turn = Arc::clone(&queue.turn).lock_owned() => let_commit(turn, Arc::clone(&database)),
            }
        }
    }

    async fn commit_waiting(&self, database: &SqliteDatabase) {
        let transaction = match begin(database).await {
            Ok(transaction) => transaction,
            Err(error) => {
                // The others are tried again.
                let first = self.waiting().remove(0);
                return tell(first, Err(error.into()));
            }
        };
        let together = mem::take(&mut *self.who_still_waits());
        for waiting in &together {
            figures::has_waited(waiting.since);
        }
        let again = match <[Waiting; 1]>::try_from(together) {
            Ok([alone]) => {
                let outcome = alone.work.commit(transaction).await;
                return tell(alone, outcome);
            }
            Err(together) => commit_together(transaction, together).await,
        };
        self.waiting().splice(0..0, again);
    }

    /// Without those who gave up.
    fn who_still_waits(&self) -> MutexGuard<'_, Vec<Waiting>> {
        let mut waiting = self.waiting();
        waiting.retain(|waiting| !waiting.tell.is_closed());
        waiting
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// In a task of its own: a caller who gives up takes nobody along.
fn let_commit(turn: OwnedMutexGuard<()>, database: Arc<SqliteDatabase>) {
    tokio::spawn(async move {
        // Whoever has the turn keeps it for as long as somebody waits.
        let _turn = turn;
        while !database.queue.who_still_waits().is_empty() {
            // Past that time all is undone that is not just being committed, and whoever went along learns that it was broken
            // off.
            let _ = timeout(DEADLINE, database.queue.commit_waiting(&database)).await;
        }
    });
}

async fn begin(database: &SqliteDatabase) -> Result<Transaction, StoreError> {
    Transaction::begin(database.take_writer().await?).await.map_err(store_error)
}

/// Commits all of them and tells each; what comes back was undone through no fault of its own.
async fn commit_together(transaction: Transaction, together: Vec<Waiting>) -> Vec<Waiting> {
    let mut judged = Vec::with_capacity(together.len());
    let mut still_waiting = together.into_iter();
    while let Some(next) = still_waiting.next() {
        let verdict = match write_apart(&transaction, &next.work).await {
            Ok(()) => Ok(()),
            Err(CommitError::Conflict(conflict)) => Err(conflict),
            Err(failure) => {
                // SQLite may have ended the whole transaction (the disk is full, say): nothing of it counts.
                drop(transaction);
                tell(next, Err(failure));
                return judged.into_iter().map(|(waiting, _)| waiting).chain(still_waiting).collect();
            }
        };
        judged.push((next, verdict));
    }
    // A conflict too is told once that is there which it is with: whoever reads anew finds it.
    let committed = transaction.commit().await;
    for (waiting, verdict) in judged {
        let outcome = match &committed {
            Ok(()) => verdict.map_err(CommitError::from),
            Err(error) => Err(commit_error(error.clone())),
        };
        tell(waiting, outcome);
    }
    Vec::new()
}

/// In a savepoint, so that nothing is left of what is refused.
async fn write_apart(transaction: &Transaction, work: &Work) -> Result<(), CommitError> {
    transaction.begin_part().await.map_err(commit_error)?;
    match work.write(transaction).await {
        Ok(()) => transaction.keep_part().await.map_err(commit_error),
        Err(refusal @ CommitError::Conflict(_)) => {
            transaction.undo_part().await.map_err(commit_error)?;
            Err(refusal)
        }
        Err(failure) => Err(failure),
    }
}

fn tell(waiting: Waiting, outcome: Result<(), CommitError>) {
    // A caller who gave up hears nothing.
    let _ = waiting.tell.send(outcome);
}
