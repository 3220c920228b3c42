use std::{marker::PhantomData, sync::Arc};

use application::{Position, Repository, StoreError};
use async_trait::async_trait;
use domain::Id;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, QueryTrait, Statement};
use shaku::Component;

use crate::{
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::row::{Listed, Model, by_ids, page, with_id},
};

#[derive(Component)]
#[shaku(interface = Repository<E>)]
pub(super) struct SeaOrmRepository<E: Listed> {
    database: Arc<dyn Database>,
    #[shaku(default)]
    entity: PhantomData<fn() -> E>,
}

impl<E: Listed> SeaOrmRepositoryParameters<E> {
    pub(super) const fn of(database: Arc<dyn Database>) -> Self {
        Self { database, entity: PhantomData }
    }
}

#[async_trait]
impl<E: Listed> Repository<E> for SeaOrmRepository<E> {
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
}

impl<E: Listed> SeaOrmRepository<E> {
    async fn read(&self, statement: impl FnOnce(DbBackend) -> Statement + Send) -> Result<Vec<E>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let statement = statement(reader.get_database_backend());
            let rows = Model::<E>::find_by_statement(statement).all(&reader).await.map_err(store_error)?;
            rows.into_iter().map(E::from_row).collect()
        })
        .await
    }
}
