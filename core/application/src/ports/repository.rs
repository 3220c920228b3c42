use std::cmp::Ordering;

use async_trait::async_trait;
use domain::{Entity, Id, Timestamp};
use shaku::Interface;

use super::StoreError;

/// Reads entities. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Repository<E: Entity>: Interface {
    /// The one with this id; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, id: Id<E>) -> Result<Option<E>, StoreError>;

    /// Those with these ids that there are, in any order, in one round trip to the store. The ids differ, and there are at most
    /// [`FOUND_AT_ONCE`].
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_all(&self, ids: &[Id<E>]) -> Result<Vec<E>, StoreError>;

    /// The first `limit` of those behind `after`, in the order of their creation, those of one moment by id. A position stays
    /// good when what it names is gone.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list(&self, after: Option<Position<E>>, limit: u16) -> Result<Vec<E>, StoreError>;
}

/// How many entities are found at once, at most.
pub const FOUND_AT_ONCE: usize = 100;

/// Where an entity stands in the order of creation.
pub struct Position<E> {
    /// When it was made.
    pub created_at: Timestamp,
    /// The identity.
    pub id: Id<E>,
}

impl<E: Entity> From<&E> for Position<E> {
    fn from(entity: &E) -> Self {
        Self { created_at: entity.created_at(), id: entity.id() }
    }
}

// Derives would ask `E` for the same traits, which a position does not need.
impl<E> Clone for Position<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Position<E> {}

impl<E> PartialEq for Position<E> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<E> Eq for Position<E> {}

impl<E> PartialOrd for Position<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Position<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.created_at, self.id).cmp(&(other.created_at, other.id))
    }
}

impl<E> std::fmt::Debug for Position<E> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Position").field(&self.created_at).field(&self.id).finish()
    }
}
