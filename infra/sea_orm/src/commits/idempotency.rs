use application::{CommitError, Conflict, IdempotencyRecord, LoadError, UniqueValue};
use domain::Timestamp;
use sea_orm::{
    EntityTrait, Insert, IntoActiveModel,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    connections::Connection,
    errors::{commit_error, store_error},
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

/// Whether the record is stored.
///
/// # Errors
/// [`LoadError::Taken`] if there is another one of its scope.
pub(super) async fn is_stored(transaction: &Connection, record: &IdempotencyRecord) -> Result<bool, LoadError> {
    let row = Model::from(record);
    let id = (row.user_id, row.operation.clone(), row.key.clone());
    match Entity::find_by_id(id).one(transaction).await.map_err(store_error)? {
        None => Ok(false),
        Some(found) if found == row => Ok(true),
        Some(_) => Err(LoadError::Taken(format!("an idempotency record of user {}", row.user_id))),
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
