use application::{CommitError, Conflict, IdempotencyRecord, UniqueValue};
use domain::Timestamp;
use sea_orm::{
    EntityTrait, Insert, IntoActiveModel,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    connections::Connection,
    errors::commit_error,
    rows::idempotency_records::{ActiveModel, Column, Entity, Model},
};

pub(super) async fn insert(
    transaction: &Connection,
    record: &IdempotencyRecord,
    now: Timestamp,
) -> Result<(), CommitError> {
    match inserted(record, now).exec_without_returning(transaction).await.map_err(commit_error)? {
        1 => Ok(()),
        _ => Err(Conflict::Exists(UniqueValue::IdempotencyKey).into()),
    }
}

/// The condition is evaluated and the row written under the row's lock: an expired record is replaced, and any other
/// stays as it is.
fn inserted(record: &IdempotencyRecord, now: Timestamp) -> Insert<ActiveModel> {
    let is_expired = Expr::col((Entity, Column::ExpiresAt)).lte(now.unix_millis());
    let mut upsert = OnConflict::columns([Column::UserId, Column::Operation, Column::Key]);
    upsert.update_columns([Column::Fingerprint, Column::Made, Column::ExpiresAt]).action_and_where(is_expired);
    Entity::insert(Model::from(record).into_active_model()).on_conflict(upsert)
}
