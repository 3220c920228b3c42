use std::sync::Arc;

use application::{StoreError, Users};
use async_trait::async_trait;
use domain::{User, UserId, Username};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use shaku::Component;

use crate::{
    database::Database,
    errors::{store_error, within_deadline},
    rows::users,
};

#[derive(Component)]
#[shaku(interface = Users)]
pub(super) struct SeaOrmUsers {
    database: Arc<Database>,
}

#[async_trait]
impl Users for SeaOrmUsers {
    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.find_one(by_id(id)).await
    }

    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError> {
        self.find_one(by_username(username)).await
    }
}

impl SeaOrmUsers {
    async fn find_one(&self, query: Select<users::Entity>) -> Result<Option<User>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            query.one(&reader).await.map_err(store_error)?.map(User::try_from).transpose()
        })
        .await
    }
}

pub(crate) fn by_id(id: UserId) -> Select<users::Entity> {
    users::Entity::find_by_id(id.as_uuid())
}

pub(crate) fn by_username(username: &Username) -> Select<users::Entity> {
    users::Entity::find().filter(users::Column::UsernameKey.eq(username.key()))
}
