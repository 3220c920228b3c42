use std::sync::Arc;

use application::{Filter, Held, Position, Repository, StoreError};
use async_trait::async_trait;
use domain::Id;
use shaku::{HasComponent, ModuleBuildContext};

use super::MemoryPersistence;
use crate::{
    MemoryStore,
    state::{HasTable, Indexed, State},
};

/// [`Repository`] of every kind of entity that has a table in the state.
pub(super) struct MemoryRepositories {
    pub(super) store: MemoryStore,
}

#[async_trait]
impl<E: Indexed> Repository<E> for MemoryRepositories
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
        self.store.read(|state| state.table().list(&[], after, limit))
    }

    async fn list_matching(
        &self,
        filters: &[Filter],
        after: Option<Position<E>>,
        limit: u16,
    ) -> Result<Vec<E>, StoreError> {
        self.store.read(|state| state.table().list(filters, after, limit))
    }
}

impl<E: Indexed> HasComponent<dyn Repository<E>> for MemoryPersistence
where
    State: HasTable<E>,
{
    fn build_component(context: &mut ModuleBuildContext<Self>) -> Arc<dyn Repository<E>> {
        <Self as HasComponent<dyn Held<MemoryRepositories>>>::build_component(context).held().clone()
    }

    fn resolve(&self) -> Arc<dyn Repository<E>> {
        HasComponent::<dyn Held<MemoryRepositories>>::resolve_ref(self).held().clone()
    }

    fn resolve_ref(&self) -> &dyn Repository<E> {
        &**HasComponent::<dyn Held<MemoryRepositories>>::resolve_ref(self).held()
    }
}
