use std::sync::Arc;

use application::{Sessions, StoreError};
use async_trait::async_trait;
use domain::{SecretHash, Session, User, UserId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, SelectTwoRequired};
use shaku::Component;

use crate::{
    database::Database,
    errors::{store_error, within_deadline},
    rows::{sessions, users},
};

#[derive(Component)]
#[shaku(interface = Sessions)]
pub(super) struct SeaOrmSessions {
    database: Arc<Database>,
}

#[async_trait]
impl Sessions for SeaOrmSessions {
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let found = by_user_and_secret(user, secret).one(&reader).await.map_err(store_error)?;
            found.map(|(session, user)| Ok((session.try_into()?, user.try_into()?))).transpose()
        })
        .await
    }
}

/// The session and its user in one statement.
pub(crate) fn by_user_and_secret(
    user: UserId,
    secret: SecretHash,
) -> SelectTwoRequired<sessions::Entity, users::Entity> {
    sessions::Entity::find()
        .find_both_related(users::Entity)
        .filter(sessions::Column::SecretHash.eq(secret.as_bytes().to_vec()))
        .filter(sessions::Column::UserId.eq(user.as_uuid()))
}
