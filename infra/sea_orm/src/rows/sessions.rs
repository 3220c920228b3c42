use application::StoreError;
use domain::{SecretHash, Session, SessionEpoch, SessionId, StoredSession, UserId, Version};
use sea_orm::{IntoActiveModel, entity::prelude::*};

use super::{
    RowLocation,
    row::{Row, WholeRow},
    users,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) secret_hash: Vec<u8>,
    pub(crate) epoch: i64,
    pub(crate) role: String,
    pub(crate) created_at: i64,
    pub(crate) last_used_at: i64,
    pub(crate) expires_at: i64,
    pub(crate) version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(belongs_to = "users::Entity", from = "Column::UserId", to = "users::Column::Id")]
    User,
}

impl Related<users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl Row for Session {
    type Table = Entity;
    const ID: Column = Column::Id;
    const CREATED_AT: Column = Column::CreatedAt;
    const VERSION: Column = Column::Version;
    const RANK: u8 = 1;

    fn to_row(&self) -> Result<ActiveModel, StoreError> {
        let session = self.as_stored();
        let row = Model {
            id: session.id.as_uuid(),
            user_id: session.user_id.as_uuid(),
            secret_hash: session.secret_hash.as_bytes().to_vec(),
            epoch: session.epoch.number().into(),
            role: session.role.to_string(),
            created_at: session.created_at.unix_millis(),
            last_used_at: session.last_used_at.unix_millis(),
            expires_at: session.expires_at.unix_millis(),
            version: session.version.number().into(),
        };
        Ok(row.into_active_model())
    }
}

impl WholeRow for Session {
    fn from_row(row: Model) -> Result<Self, StoreError> {
        let location = RowLocation { table: "sessions", id: Some(row.id) };
        let secret_hash: [u8; 32] =
            row.secret_hash.try_into().map_err(|_| location.corrupt("secret_hash", "it does not have 32 bytes"))?;
        Ok(Self::from_stored(StoredSession {
            id: SessionId::new(row.id),
            user_id: UserId::new(row.user_id),
            secret_hash: SecretHash::new(secret_hash),
            epoch: SessionEpoch::new(location.number("epoch", row.epoch)?),
            role: row.role.parse().map_err(|error: domain::UnknownRole| location.corrupt("role", error))?,
            created_at: location.timestamp("created_at", row.created_at)?,
            last_used_at: location.timestamp("last_used_at", row.last_used_at)?,
            expires_at: location.timestamp("expires_at", row.expires_at)?,
            version: Version::new(location.number("version", row.version)?),
        }))
    }
}
