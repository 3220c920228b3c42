//! What one commit writes, statement by statement.

mod events;
mod idempotency;
mod orders;
mod products;

use application::{Change, CommitError, Event, IdempotencyWrite, ProductWrite, Publication, Staged, Write};
use uuid::Uuid;

use crate::{
    connections::{Connection, Transaction},
    errors::commit_error,
    rows::row,
};

/// What one commit writes, in the order of its statements.
pub(crate) struct Work {
    changes: Vec<Change>,
    events: Vec<Event>,
    publication: Publication,
}

impl From<Staged> for Work {
    fn from(Staged { mut changes, events, publication }: Staged) -> Self {
        changes.sort_by(|one, other| order(one).cmp(&order(other)));
        Self { changes, events, publication }
    }
}

impl Work {
    pub(crate) const fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.events.is_empty()
    }

    /// Writes everything and commits it; where that fails, nothing is written.
    pub(crate) async fn commit(&self, transaction: Transaction) -> Result<(), CommitError> {
        self.write(&transaction).await?;
        transaction.commit().await.map_err(commit_error)
    }

    /// Writes everything, for the transaction to be committed, or not, by whoever began it.
    pub(crate) async fn write(&self, transaction: &Connection) -> Result<(), CommitError> {
        for batch in self.changes.chunk_by(are_one_batch) {
            apply(transaction, batch).await?;
        }
        events::record(transaction, &self.events, self.publication).await
    }
}

/// Where a change stands in its transaction. What can be stale comes first, since that is told first; rows are
/// taken in one order by everybody, so that no two commits wait for each other; a user is there before its sessions.
/// An idempotency key that another commit is taking is waited for last, with everything else done.
fn order(change: &Change) -> (Step, u8, Uuid, &str) {
    let (step, kind, id) = match change {
        Change::User(write) => (Step::of(write), 0, write.entity().id().as_uuid()),
        Change::Session(write) => (Step::of(write), 1, write.entity().id().as_uuid()),
        Change::Product(ProductWrite { write, .. }) => (Step::of(write), 2, write.entity().id().as_uuid()),
        Change::Stock(stock_move) => (Step::Read, 2, stock_move.product().id().as_uuid()),
        Change::Order(write) => (Step::of(write), 3, write.entity().id().as_uuid()),
        Change::Idempotency(IdempotencyWrite { record, .. }) => {
            return (Step::Last, 0, record.scope.user.as_uuid(), record.scope.key.as_str());
        }
    };
    (step, kind, id, "")
}

/// The parts of a transaction.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// What rests on what was read.
    Read,
    /// What is new.
    New,
    Last,
}

impl Step {
    const fn of<E>(write: &Write<E>) -> Self {
        match write {
            Write::Insert(_) => Self::New,
            Write::Update { .. } | Write::Delete(_) | Write::Require(_) => Self::Read,
        }
    }
}

/// Whether one statement does both.
fn are_one_batch(one: &Change, next: &Change) -> bool {
    let ((step, kind, ..), (next_step, next_kind, ..)) = (order(one), order(next));
    step == Step::New && (step, kind) == (next_step, next_kind)
}

/// Applies a batch: inserts of one kind, or a single change.
async fn apply(transaction: &Connection, batch: &[Change]) -> Result<(), CommitError> {
    match batch.first() {
        None => Ok(()),
        Some(Change::Idempotency(write)) => idempotency::insert(transaction, &write.record, write.now).await,
        Some(Change::Order(_)) => {
            let writes = batch.iter().filter_map(|change| match change {
                Change::Order(write) => Some(write),
                _ => None,
            });
            row::write_all(transaction, writes.clone()).await?;
            orders::insert_items(transaction, writes).await
        }
        Some(Change::Product(product)) if product.stock_as_read && product.write.read().is_some() => {
            products::write_with_stock_as_read(transaction, product).await
        }
        Some(Change::Product(_)) => {
            let writes = batch.iter().filter_map(|change| match change {
                Change::Product(product) => Some(&product.write),
                _ => None,
            });
            row::write_all(transaction, writes).await
        }
        Some(Change::Session(_)) => {
            let writes = batch.iter().filter_map(|change| match change {
                Change::Session(write) => Some(write),
                _ => None,
            });
            row::write_all(transaction, writes).await
        }
        Some(Change::Stock(stock_move)) => products::move_stock(transaction, stock_move).await,
        Some(Change::User(_)) => {
            let writes = batch.iter().filter_map(|change| match change {
                Change::User(write) => Some(write),
                _ => None,
            });
            row::write_all(transaction, writes).await
        }
    }
}
