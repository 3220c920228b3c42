use std::any::TypeId;

use domain::{Entity, Timestamp};
use uuid::Uuid;

use crate::{Change, DeadLetter, EventId, IdempotencyRecord, IdempotencyScope};

/// A write of one entity. A write that has the state that was read succeeds only while the store has that version.
#[derive(Clone, Debug, PartialEq)]
pub enum Write<E> {
    /// Inserts a new entity. The id and the unique values must be free.
    Insert(E),
    /// Updates an entity.
    Update {
        /// The state that was read.
        expected: E,
        /// The state to store, in the version after the one that was read.
        new: E,
    },
    /// Deletes an entity.
    Delete(E),
    /// Writes nothing: the store must still have the version that was read when the other changes are committed.
    Require(E),
}

impl<E: Entity> Write<E> {
    /// An update from the state that was read to `new` in the next version.
    pub fn update(expected: E, new: E) -> Self {
        Self::Update { expected, new: new.into_next_version() }
    }

    /// The new state; without one, the state that was read.
    pub const fn entity(&self) -> &E {
        match self {
            Self::Insert(new) | Self::Update { new, .. } => new,
            Self::Delete(expected) | Self::Require(expected) => expected,
        }
    }

    /// The state that was read, unless this is an insert.
    pub const fn expected(&self) -> Option<&E> {
        match self {
            Self::Insert(_) => None,
            Self::Update { expected, .. } | Self::Delete(expected) | Self::Require(expected) => Some(expected),
        }
    }
}

/// A new idempotency record. Its scope must have no record that is still valid at `now`.
#[derive(Clone, Debug, PartialEq)]
pub struct IdempotencyWrite {
    /// The record.
    pub record: IdempotencyRecord,
    /// The present moment.
    pub now: Timestamp,
}

/// Moves a dead letter back to the end of the outbox, as if its delivery had never been tried. It must still be a dead
/// letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Redrive {
    /// The dead letter as it was read.
    pub letter: DeadLetter,
    /// When its delivery is due.
    pub due_at: Timestamp,
}

/// A change that can be staged: it names its row.
pub trait Stage: Into<Change> {
    /// The row that the change writes or requires.
    fn row(&self) -> RowKey;
}

impl<E: Entity> Stage for Write<E>
where
    Self: Into<Change>,
{
    fn row(&self) -> RowKey {
        RowKey::of(self.entity())
    }
}

impl Stage for IdempotencyWrite {
    fn row(&self) -> RowKey {
        RowKey(Key::Idempotency(self.record.scope.clone()))
    }
}

impl Stage for Redrive {
    fn row(&self) -> RowKey {
        RowKey(Key::DeadLetter(self.letter.event.id))
    }
}

/// A row of a store. At most one change of a commit may name it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RowKey(Key);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    DeadLetter(EventId),
    Idempotency(IdempotencyScope),
    Entity(TypeId, Uuid),
}

impl RowKey {
    pub(super) fn of<E: Entity>(entity: &E) -> Self {
        Self(Key::Entity(TypeId::of::<E>(), entity.id().as_uuid()))
    }
}
