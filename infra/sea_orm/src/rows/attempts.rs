use application::{AttemptsKey, AttemptsMade, StoreError};
use sea_orm::entity::prelude::*;

use super::RowLocation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) key: Vec<u8>,
    pub(crate) count: i64,
    pub(crate) expires_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The column of a key.
pub(crate) fn key_column(key: &AttemptsKey) -> Vec<u8> {
    key.as_str().as_bytes().to_vec()
}

impl TryFrom<Model> for AttemptsMade {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        // The key is not reported: it may contain a username as typed.
        let location = RowLocation { table: "attempts", id: None };
        Ok(Self {
            count: location.number("count", row.count)?,
            until: location.timestamp("expires_at", row.expires_at)?,
        })
    }
}
