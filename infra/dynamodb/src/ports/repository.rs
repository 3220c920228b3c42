use std::{marker::PhantomData, sync::Arc};

use application::{Position, Repository, StoreError};
use async_trait::async_trait;
use domain::Id;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    keys::moment_and_id,
    lists::EntryList,
    reads::{Range, Source},
    stored::Listed,
};

#[derive(Component)]
#[shaku(interface = Repository<E>)]
pub(super) struct DynamoDbRepository<E: Listed> {
    database: Arc<Database>,
    #[shaku(default)]
    entity: PhantomData<fn() -> E>,
}

impl<E: Listed> DynamoDbRepositoryParameters<E> {
    pub(super) const fn of(database: Arc<Database>) -> Self {
        Self { database, entity: PhantomData }
    }
}

#[async_trait]
impl<E: Listed> Repository<E> for DynamoDbRepository<E> {
    async fn find(&self, id: Id<E>) -> Result<Option<E>, StoreError> {
        within_deadline(async { self.database.get(E::key_of(id)).await?.map(E::read).transpose() }).await
    }

    async fn find_all(&self, ids: &[Id<E>]) -> Result<Vec<E>, StoreError> {
        within_deadline(async {
            let found = self.database.get_all(ids.iter().copied().map(E::key_of).collect()).await?;
            found.into_values().map(E::read).collect()
        })
        .await
    }

    async fn list(&self, after: Option<Position<E>>, limit: u16) -> Result<Vec<E>, StoreError> {
        let entries = EntryList {
            source: Source::Table,
            partitions: E::LIST.partitions().collect(),
            range: Range::up_from(after.map(|after| moment_and_id(after.created_at, after.id))),
            filter: None,
        };
        within_deadline(entries.read(&self.database, limit, E::named, |item| E::read(item).map(Some))).await
    }
}
