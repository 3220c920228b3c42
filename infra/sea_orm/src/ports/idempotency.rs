use std::sync::Arc;

use application::{IdempotencyRecord, IdempotencyRecords, IdempotencyScope, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use shaku::Component;

use crate::{
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::idempotency_records::{Column, Entity, record},
};

#[derive(Component)]
#[shaku(interface = IdempotencyRecords)]
pub(super) struct SeaOrmIdempotencyRecords {
    database: Arc<dyn Database>,
}

#[async_trait]
impl IdempotencyRecords for SeaOrmIdempotencyRecords {
    async fn find(&self, scope: &IdempotencyScope, now: Timestamp) -> Result<Option<IdempotencyRecord>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let found = in_scope(scope, now).one(&reader).await.map_err(store_error)?;
            found.map(|row| record(row, scope)).transpose()
        })
        .await
    }
}

/// The record of this scope, unless it is expired at `now`.
pub(crate) fn in_scope(scope: &IdempotencyScope, now: Timestamp) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(scope.user.as_uuid()))
        .filter(Column::Operation.eq(scope.operation.as_str()))
        .filter(Column::Key.eq(scope.key.as_str()))
        .filter(Column::ExpiresAt.gt(now.unix_millis()))
}
