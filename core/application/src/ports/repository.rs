use std::cmp::Ordering;

use async_trait::async_trait;
use domain::{Entity, Id, Timestamp, UserId};
use shaku::Interface;

use super::StoreError;

/// Reads entities. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Repository<E: Entity>: Interface {
    /// The entity with this id; `None` if there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, id: Id<E>) -> Result<Option<E>, StoreError>;

    /// The entities with these ids, as far as they exist, in any order, in one round trip to the store. The ids differ,
    /// and there are at most [`FOUND_AT_ONCE`].
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_all(&self, ids: &[Id<E>]) -> Result<Vec<E>, StoreError>;

    /// The first `limit` entities after `after`, in the order of creation, those of one moment by id. A position stays
    /// valid when its entity is deleted.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list(&self, after: Option<Position<E>>, limit: u16) -> Result<Vec<E>, StoreError>;

    /// As [`Repository::list`], of the entities that meet all of these filters.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list_matching(
        &self,
        filters: &[Filter],
        after: Option<Position<E>>,
        limit: u16,
    ) -> Result<Vec<E>, StoreError>;
}

/// A restriction of a list. No entity of a kind meets a filter that its mapping does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Those whose field has this word.
    Word {
        /// The field, as stores name it.
        field: &'static str,
        /// The word.
        word: &'static str,
    },
    /// Those that belong to this user.
    Owner(UserId),
}

impl Filter {
    /// The field, as stores name it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Word { field, .. } => field,
            Self::Owner(_) => "user_id",
        }
    }
}

/// The most ids in one call.
pub const FOUND_AT_ONCE: usize = 100;

/// The position of an entity in the order of creation.
pub struct Position<E> {
    /// When it was created.
    pub created_at: Timestamp,
    /// The identity.
    pub id: Id<E>,
}

impl<E: Entity> From<&E> for Position<E> {
    fn from(entity: &E) -> Self {
        Self { created_at: entity.created_at(), id: entity.id() }
    }
}

// Derives would require the same traits of `E`, which a position does not need.
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
