use std::sync::Arc;

use application::{Filter, Held, Position, Repository, StoreError};
use async_trait::async_trait;
use domain::{Entity, Id};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, QuerySelect, QueryTrait, Statement};
use shaku::{HasComponent, ModuleBuildContext};

use super::SeaOrmPersistence;
use crate::{
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::row::{Listed, Model, by_ids, matching, page, with_id},
};

/// [`Repository`] of every kind of aggregate.
pub(super) struct SeaOrmRepositories {
    pub(super) database: Arc<dyn Database>,
}

#[async_trait]
impl<E: Listed> Repository<E> for SeaOrmRepositories {
    async fn find(&self, id: Id<E>) -> Result<Option<E>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let statement = with_id(id, reader.get_database_backend());
            let found = Model::<E>::find_by_statement(statement).one(&reader).await.map_err(store_error)?;
            found.map(E::from_row).transpose()
        })
        .await
    }

    async fn find_all(&self, ids: &[Id<E>]) -> Result<Vec<E>, StoreError> {
        self.read(|backend| by_ids::<E>(ids).build(backend)).await
    }

    async fn list(&self, after: Option<Position<E>>, limit: u16) -> Result<Vec<E>, StoreError> {
        self.read(|backend| page(after, limit, backend)).await
    }

    async fn list_matching(
        &self,
        filters: &[Filter],
        after: Option<Position<E>>,
        limit: u16,
    ) -> Result<Vec<E>, StoreError> {
        self.read(|backend| matching::<E>(filters, after).limit(u64::from(limit)).build(backend)).await
    }
}

impl SeaOrmRepositories {
    async fn read<E: Listed>(
        &self,
        statement: impl FnOnce(DbBackend) -> Statement + Send,
    ) -> Result<Vec<E>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let statement = statement(reader.get_database_backend());
            let rows = Model::<E>::find_by_statement(statement).all(&reader).await.map_err(store_error)?;
            rows.into_iter().map(E::from_row).collect()
        })
        .await
    }
}

impl<E: Entity> HasComponent<dyn Repository<E>> for SeaOrmPersistence
where
    SeaOrmRepositories: Repository<E>,
{
    fn build_component(context: &mut ModuleBuildContext<Self>) -> Arc<dyn Repository<E>> {
        <Self as HasComponent<dyn Held<SeaOrmRepositories>>>::build_component(context).held().clone()
    }

    fn resolve(&self) -> Arc<dyn Repository<E>> {
        HasComponent::<dyn Held<SeaOrmRepositories>>::resolve_ref(self).held().clone()
    }

    fn resolve_ref(&self) -> &dyn Repository<E> {
        &**HasComponent::<dyn Held<SeaOrmRepositories>>::resolve_ref(self).held()
    }
}
