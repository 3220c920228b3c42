//! The statements of a commit.

mod dead_letters;
mod events;
mod idempotency;
mod product_stock;

use std::any::Any;

use application::{Change, CommitError, Event, IdempotencyWrite, LoadError, Publication, Staged, Write};
use async_trait::async_trait;
use sea_orm::EntityName;
use uuid::Uuid;

use crate::{
    connections::{Connection, Transaction},
    errors::commit_error,
    rows::{
        maintenance,
        row::{self, Row},
        written,
    },
};

/// The contents of a commit, in the order of its statements.
pub(crate) struct Work {
    changes: Vec<Change>,
    events: Vec<Event>,
    publication: Publication,
}

impl From<Staged> for Work {
    fn from(Staged { mut changes, events, publication }: Staged) -> Self {
        changes.sort_by(|one, other| written(one).turn().cmp(&written(other).turn()));
        Self { changes, events, publication }
    }
}

impl Work {
    pub(crate) const fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.events.is_empty()
    }

    /// Writes and commits everything, unless the store is in maintenance; after an error, nothing is written.
    pub(crate) async fn commit(&self, transaction: Transaction) -> Result<(), CommitError> {
        maintenance::refuse(&transaction).await?;
        self.write_and_commit(transaction).await
    }

    /// The same, for a caller that has refused maintenance.
    pub(crate) async fn write_and_commit(&self, transaction: Transaction) -> Result<(), CommitError> {
        self.write(&transaction).await?;
        transaction.commit().await.map_err(commit_error)
    }

    /// Writes everything; the caller that began the transaction commits it, or not, and has refused maintenance.
    pub(crate) async fn write(&self, transaction: &Connection) -> Result<(), CommitError> {
        let are_one_batch = |one: &Change, next: &Change| written(one).turn().is_one_batch_with(&written(next).turn());
        for batch in self.changes.chunk_by(are_one_batch) {
            if let Some(first) = batch.first() {
                written(first).write(transaction, batch).await?;
            }
        }
        events::record(transaction, &self.events, self.publication).await
    }
}

/// A change as its statements.
#[async_trait]
pub(crate) trait Written: Any + Send + Sync {
    /// The position in its transaction. Changes that can be stale come first, since that conflict is returned first;
    /// all commits lock rows in one order, so that they don't deadlock; a user is written before its sessions. An
    /// idempotency key that another commit is inserting is waited for last, with everything else done.
    fn turn(&self) -> Turn<'_>;

    /// Executes the statements of a batch, of which this change is the first: inserts of one kind, or this change
    /// alone.
    async fn write(&self, transaction: &Connection, batch: &[Change]) -> Result<(), CommitError>;

    /// Whether what this insert stores is stored already.
    ///
    /// # Errors
    /// [`LoadError::Taken`] if something else is stored in its place, and [`LoadError::NoInsert`].
    async fn is_stored(&self, _transaction: &Connection) -> Result<bool, LoadError> {
        Err(LoadError::NoInsert)
    }
}

/// The position of a change in its transaction, and of its row among those of its kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Turn<'a> {
    step: Step,
    kind: (u8, &'static str),
    id: Uuid,
    key: &'a str,
}

impl Turn<'_> {
    fn of<E: Row>(write: &Write<E>) -> Self {
        Self { step: Step::of(write), kind: kind::<E>(), id: write.entity().id().as_uuid(), key: "" }
    }

    /// Whether one statement writes both.
    fn is_one_batch_with(&self, next: &Self) -> bool {
        self.step == Step::New && (&self.step, self.kind) == (&next.step, next.kind)
    }
}

fn kind<E: Row>() -> (u8, &'static str) {
    (E::RANK, E::Table::default().table_name())
}

/// The steps of a transaction.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// Changes that depend on what was read.
    Read,
    /// Inserts.
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

/// The changes of a batch that have this type.
fn of_type<T: Written>(batch: &[Change]) -> impl Iterator<Item = &T> + Send {
    batch.iter().filter_map(|change| {
        let written: &dyn Any = written(change);
        written.downcast_ref()
    })
}

#[async_trait]
impl<E: Row> Written for Write<E> {
    fn turn(&self) -> Turn<'_> {
        Turn::of(self)
    }

    async fn write(&self, transaction: &Connection, batch: &[Change]) -> Result<(), CommitError> {
        row::write_all(transaction, of_type::<Self>(batch)).await
    }

    async fn is_stored(&self, transaction: &Connection) -> Result<bool, LoadError> {
        match self {
            Self::Insert(new) => row::is_stored(transaction, new).await,
            _ => Err(LoadError::NoInsert),
        }
    }
}

#[async_trait]
impl Written for IdempotencyWrite {
    fn turn(&self) -> Turn<'_> {
        let scope = &self.record.scope;
        Turn { step: Step::Last, kind: (0, ""), id: scope.user.as_uuid(), key: scope.key.as_str() }
    }

    async fn write(&self, transaction: &Connection, _batch: &[Change]) -> Result<(), CommitError> {
        idempotency::insert(transaction, &self.record, self.now).await
    }

    async fn is_stored(&self, transaction: &Connection) -> Result<bool, LoadError> {
        idempotency::is_stored(transaction, &self.record).await
    }
}
