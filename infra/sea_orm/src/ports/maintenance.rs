use std::sync::Arc;

use application::{Maintenance, MaintenancePeriod, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use sea_orm::{ColumnTrait, DeleteMany, QueryFilter};
use shaku::Component;

use crate::{database::Database, deadline::within_deadline, errors::store_error, rows::maintenance};

#[derive(Component)]
#[shaku(interface = Maintenance)]
pub(super) struct SeaOrmMaintenance {
    database: Arc<dyn Database>,
}

#[async_trait]
impl Maintenance for SeaOrmMaintenance {
    async fn current(&self) -> Result<Option<MaintenancePeriod>, StoreError> {
        within_deadline(async {
            let found = maintenance::find(&self.database.reader().await?).await?;
            found.map(|row| row.period()).transpose()
        })
        .await
    }

    async fn begin(&self, now: Timestamp) -> Result<(), StoreError> {
        self.insert(now, None).await
    }

    async fn begin_until(&self, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
        self.insert(now, Some(until)).await
    }

    async fn prolong(&self, since: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
        within_deadline(async {
            let writer = self.database.writer().await?;
            let prolonged = maintenance::prolongation(since, until).exec(&writer).await.map_err(store_error)?;
            Ok(prolonged.rows_affected > 0)
        })
        .await
    }

    async fn end(&self) -> Result<(), StoreError> {
        self.delete(maintenance::deletion()).await.map(|_| ())
    }

    async fn end_lapsed(&self, by: Timestamp) -> Result<bool, StoreError> {
        self.delete(maintenance::deletion().filter(maintenance::Column::Until.lte(by.unix_millis()))).await
    }
}

impl SeaOrmMaintenance {
    /// A commit that begins from here on reads the row.
    async fn insert(&self, since: Timestamp, until: Option<Timestamp>) -> Result<(), StoreError> {
        within_deadline(async {
            let writer = self.database.writer().await?;
            maintenance::insertion(since, until).exec_without_returning(&writer).await.map_err(store_error)?;
            // A pool of one connection has it back for the next call.
            drop(writer);
            self.database.wait_for_commits().await
        })
        .await
    }

    /// Returns whether there was the row.
    async fn delete(&self, deletion: DeleteMany<maintenance::Entity>) -> Result<bool, StoreError> {
        within_deadline(async {
            let writer = self.database.writer().await?;
            Ok(deletion.exec(&writer).await.map_err(store_error)?.rows_affected > 0)
        })
        .await
    }
}
