use std::sync::Arc;

use application::{Direction, StoreError, UserOrder, UserQuery, Users};
use async_trait::async_trait;
use domain::{User, Username};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use shaku::Component;

use crate::{
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::{row::WholeRow, users},
};

#[derive(Component)]
#[shaku(interface = Users)]
pub(super) struct SeaOrmUsers {
    database: Arc<dyn Database>,
}

#[async_trait]
impl Users for SeaOrmUsers {
    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let found = by_username(username).one(&reader).await.map_err(store_error)?;
            found.map(User::from_row).transpose()
        })
        .await
    }

    async fn list(&self, query: UserQuery, limit: u16) -> Result<Vec<User>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let rows = matching(&query).limit(u64::from(limit)).all(&reader).await.map_err(store_error)?;
            rows.into_iter().map(User::from_row).collect()
        })
        .await
    }
}

pub(crate) fn by_username(username: &Username) -> Select<users::Entity> {
    users::Entity::find().filter(users::Column::UsernameKey.eq(username.key()))
}

/// The users after the position that match `query`, in its order.
pub(crate) fn matching(query: &UserQuery) -> Select<users::Entity> {
    let mut users = users::Entity::find();
    if let Some(role) = query.role {
        users = users.filter(users::Column::Role.eq(role.as_str()));
    }
    if let Some(status) = query.status {
        users = users.filter(users::Column::Status.eq(status.as_str()));
    }
    let (columns, after) = match &query.order {
        UserOrder::CreatedAt(after) => (
            &[users::Column::CreatedAt, users::Column::Id][..],
            after.map(|after| vec![after.created_at.unix_millis().into(), after.id.as_uuid().into()]),
        ),
        UserOrder::Username(after) => {
            (&[users::Column::UsernameKey][..], after.as_ref().map(|key| vec![Expr::val(key.as_str())]))
        }
    };
    for column in columns {
        users = match query.direction {
            Direction::Ascending => users.order_by_asc(*column),
            Direction::Descending => users.order_by_desc(*column),
        };
    }
    if let Some(after) = after {
        let row = Expr::tuple(columns.iter().map(|column| Expr::col(*column)));
        users = users.filter(match query.direction {
            Direction::Ascending => row.gt(Expr::tuple(after)),
            Direction::Descending => row.lt(Expr::tuple(after)),
        });
    }
    users
}
