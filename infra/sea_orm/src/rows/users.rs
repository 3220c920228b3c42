use application::{StoreError, UniqueValue};
use domain::{PasswordHash, SessionEpoch, StoredUser, User, UserId, UserStatus, Username, Version};
use sea_orm::{IntoActiveModel, entity::prelude::*};
use secrecy::ExposeSecret;

use super::{
    RowLocation, UnknownWord,
    row::{CachedStatements, Listed, Row, WholeRow},
};
use crate::errors::Unique;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) username: String,
    pub(crate) username_key: String,
    pub(crate) password_hash: String,
    pub(crate) role: String,
    pub(crate) status: String,
    pub(crate) session_epoch: i64,
    pub(crate) created_at: i64,
    pub(crate) version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Row for User {
    type Table = Entity;
    const ID: Column = Column::Id;
    const CREATED_AT: Column = Column::CreatedAt;
    const VERSION: Column = Column::Version;
    const RANK: u8 = 0;
    const UNIQUE: &'static [Unique] =
        &[Unique { value: UniqueValue::Username, index: migration::USERNAME_KEY_INDEX, column: "users.username_key" }];

    fn to_row(&self) -> Result<ActiveModel, StoreError> {
        let user = self.as_stored();
        let row = Model {
            id: user.id.as_uuid(),
            username: user.username.to_string(),
            username_key: user.username.key(),
            password_hash: user.password_hash.expose_secret().to_owned(),
            role: user.role.to_string(),
            status: user.status.as_str().to_owned(),
            session_epoch: user.session_epoch.number().into(),
            created_at: user.created_at.unix_millis(),
            version: user.version.number().into(),
        };
        Ok(row.into_active_model())
    }
}

impl WholeRow for User {
    fn from_row(row: Model) -> Result<Self, StoreError> {
        let location = RowLocation { table: "users", id: Some(row.id) };
        Ok(Self::from_stored(StoredUser {
            id: UserId::new(row.id),
            username: Username::parse(&row.username).map_err(|error| location.corrupt("username", error))?,
            password_hash: PasswordHash::new(row.password_hash),
            role: row.role.parse().map_err(|error: domain::UnknownRole| location.corrupt("role", error))?,
            status: UserStatus::parse(&row.status)
                .ok_or_else(|| location.corrupt("status", UnknownWord(row.status)))?,
            session_epoch: SessionEpoch::new(location.number("session_epoch", row.session_epoch)?),
            created_at: location.timestamp("created_at", row.created_at)?,
            version: Version::new(location.number("version", row.version)?),
        }))
    }
}

impl Listed for User {
    fn cached_statements() -> &'static CachedStatements {
        static STATEMENTS: CachedStatements = CachedStatements::new();
        &STATEMENTS
    }
}
