use application::{Fingerprint, IdempotencyKey, IdempotencyRecord, IdempotencyScope, IdempotentOperation, StoreError};
use domain::UserId;
use sea_orm::entity::prelude::*;

use super::RowLocation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_records")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) user_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) operation: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) key: String,
    pub(crate) fingerprint: Vec<u8>,
    pub(crate) made: Uuid,
    pub(crate) expires_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&IdempotencyRecord> for Model {
    fn from(record: &IdempotencyRecord) -> Self {
        Self {
            user_id: record.scope.user.as_uuid(),
            operation: record.scope.operation.as_str().to_owned(),
            key: record.scope.key.as_str().to_owned(),
            fingerprint: record.fingerprint.as_bytes().to_vec(),
            made: record.resource_id,
            expires_at: record.expires_at.unix_millis(),
        }
    }
}

impl TryFrom<Model> for IdempotencyRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let location = RowLocation { table: "idempotency_records", id: Some(row.user_id) };
        let operation = IdempotentOperation::from_stored(row.operation.clone());
        let key = IdempotencyKey::parse(row.key.as_bytes()).map_err(|error| location.corrupt("key", error))?;
        let scope = IdempotencyScope { user: UserId::new(row.user_id), operation, key };
        record(row, &scope)
    }
}

/// The record of a row that was found in `scope`.
pub(crate) fn record(row: Model, scope: &IdempotencyScope) -> Result<IdempotencyRecord, StoreError> {
    let location = RowLocation { table: "idempotency_records", id: Some(row.user_id) };
    let fingerprint: [u8; 32] =
        row.fingerprint.try_into().map_err(|_| location.corrupt("fingerprint", "it does not have 32 bytes"))?;
    Ok(IdempotencyRecord {
        scope: scope.clone(),
        fingerprint: Fingerprint::new(fingerprint),
        resource_id: row.made,
        expires_at: location.timestamp("expires_at", row.expires_at)?,
    })
}
