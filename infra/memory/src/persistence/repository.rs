use std::marker::PhantomData;

use application::{Position, Repository, StoreError};
use async_trait::async_trait;
use domain::Id;
use shaku::Component;

use crate::{
    MemoryStore,
    state::{HasTable, Indexed, State},
};

/// [`Repository`] of every kind of entity that the state has a table of.
#[derive(Component)]
#[shaku(interface = Repository<E>)]
pub(super) struct MemoryRepository<E: Indexed>
where
    State: HasTable<E>,
{
    store: MemoryStore,
    #[shaku(default)]
    entity: PhantomData<fn() -> E>,
}

impl<E: Indexed> MemoryRepositoryParameters<E>
where
    State: HasTable<E>,
{
    pub(super) const fn of(store: MemoryStore) -> Self {
        Self { store, entity: PhantomData }
    }
}

#[async_trait]
impl<E: Indexed> Repository<E> for MemoryRepository<E>
where
    State: HasTable<E>,
{
    async fn find(&self, id: Id<E>) -> Result<Option<E>, StoreError> {
        self.store.read(|state| state.table().get(id).cloned())
    }

    async fn find_all(&self, ids: &[Id<E>]) -> Result<Vec<E>, StoreError> {
        self.store.read(|state| ids.iter().filter_map(|id| state.table().get(*id).cloned()).collect())
    }

    async fn list(&self, after: Option<Position<E>>, limit: u16) -> Result<Vec<E>, StoreError> {
        self.store.read(|state| state.table().list(after, limit))
    }
}
