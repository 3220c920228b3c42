use std::sync::Arc;

use application::{Housekeeping, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use sea_orm::{
    ColumnTrait, DeleteMany, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType},
};
use shaku::Component;

use crate::{
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::{attempts, idempotency_records, sessions},
};

#[derive(Component)]
#[shaku(interface = Housekeeping)]
pub(super) struct SeaOrmHousekeeping {
    database: Arc<dyn Database>,
}

/// Each kind has a statement, and so a commit, of its own: other writers wait for one at a time.
#[async_trait]
impl Housekeeping for SeaOrmHousekeeping {
    async fn purge_expired(&self, now: Timestamp, at_most: u16) -> Result<u64, StoreError> {
        self.database.close_unused();
        within_deadline(async {
            let sessions = self.purge(expired_sessions(now, at_most)).await?;
            let attempts = self.purge(ended_attempts(now, at_most)).await?;
            let records = self.purge(expired_records(now, at_most)).await?;
            Ok(sessions + attempts + records)
        })
        .await
    }
}

impl SeaOrmHousekeeping {
    async fn purge<E: EntityTrait>(&self, expired: DeleteMany<E>) -> Result<u64, StoreError> {
        let writer = self.database.writer().await?;
        Ok(expired.exec(&writer).await.map_err(store_error)?.rows_affected)
    }
}

pub(crate) fn expired_sessions(now: Timestamp, at_most: u16) -> DeleteMany<sessions::Entity> {
    use sessions::{Column, Entity};
    first_expired::<Entity>([Column::Id], Column::ExpiresAt, now, at_most)
}

pub(crate) fn ended_attempts(now: Timestamp, at_most: u16) -> DeleteMany<attempts::Entity> {
    use attempts::{Column, Entity};
    first_expired::<Entity>([Column::Key], Column::ExpiresAt, now, at_most)
}

pub(crate) fn expired_records(now: Timestamp, at_most: u16) -> DeleteMany<idempotency_records::Entity> {
    use idempotency_records::{Column, Entity};
    first_expired::<Entity>([Column::UserId, Column::Operation, Column::Key], Column::ExpiresAt, now, at_most)
}

/// Deletes the rows that expired first. On an engine that locks rows, it skips locked ones: so a purge waits for no
/// other transaction, and the next one deletes them.
fn first_expired<E: EntityTrait>(
    key: impl IntoIterator<Item = E::Column>,
    expiry: E::Column,
    now: Timestamp,
    at_most: u16,
) -> DeleteMany<E> {
    let key: Vec<E::Column> = key.into_iter().collect();
    let mut first = E::find().select_only().filter(expiry.lte(now.unix_millis())).order_by_asc(expiry);
    for column in &key {
        first = first.column(*column).order_by_asc(*column);
    }
    let first = first.limit(u64::from(at_most)).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let row = Expr::tuple(key.into_iter().map(Expr::col));
    E::delete_many().filter(row.in_subquery(first.into_query()))
}
