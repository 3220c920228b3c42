use std::sync::Arc;

use application::{Maintenance, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::Component;

use crate::{database::Database, deadline::within_deadline, errors::store_error, rows::maintenance};

#[derive(Component)]
#[shaku(interface = Maintenance)]
pub(super) struct SeaOrmMaintenance {
    database: Arc<dyn Database>,
}

#[async_trait]
impl Maintenance for SeaOrmMaintenance {
    async fn since(&self) -> Result<Option<Timestamp>, StoreError> {
        within_deadline(async {
            let found = maintenance::find(&self.database.reader().await?).await?;
            found.map(|row| row.since()).transpose()
        })
        .await
    }

    /// A commit that begins from here on reads the row.
    async fn begin(&self, now: Timestamp) -> Result<(), StoreError> {
        within_deadline(async {
            let writer = self.database.writer().await?;
            maintenance::insertion(now).exec_without_returning(&writer).await.map_err(store_error)?;
            // A pool of one connection has it back for the next call.
            drop(writer);
            self.database.wait_for_commits().await
        })
        .await
    }

    async fn end(&self) -> Result<(), StoreError> {
        within_deadline(async {
            let writer = self.database.writer().await?;
            maintenance::deletion().exec(&writer).await.map_err(store_error)?;
            Ok(())
        })
        .await
    }
}
