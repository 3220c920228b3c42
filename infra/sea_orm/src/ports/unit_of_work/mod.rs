mod events;
mod idempotency;
mod many;
mod orders;
mod products;
#[cfg(feature = "sqlite")]
mod queue;
mod sessions;
mod users;
mod work;

use std::sync::Arc;

use application::{Changes, CommitError, StoreError, UnitOfWork};
use async_trait::async_trait;
use shaku::Component;

use crate::{database::Database, errors::within_deadline};
#[cfg(feature = "sqlite")]
use queue::CommitQueue;
use work::Work;

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
pub(super) struct SeaOrmUnitOfWork {
    database: Arc<Database>,
    /// Where commits wait for the one connection that writes.
    #[cfg(feature = "sqlite")]
    queue: Arc<CommitQueue>,
}

#[async_trait]
impl UnitOfWork for SeaOrmUnitOfWork {
    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        let staged = changes.into_staged().map_err(|error| StoreError::Broken(error.into()))?;
        let work = Work::from(staged);
        if work.is_empty() {
            return Ok(());
        }
        within_deadline(async {
            match &*self.database {
                #[cfg(feature = "sqlite")]
                Database::Sqlite(_) => self.queue.commit(&self.database, work).await,
                #[cfg(feature = "postgres")]
                Database::Postgres(_) => work.commit(self.database.begin().await?).await,
            }
        })
        .await
    }
}
