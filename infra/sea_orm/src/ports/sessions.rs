use std::sync::Arc;

use application::{LiveSessions, Position, Sessions, StoreError};
use async_trait::async_trait;
use domain::{SecretHash, Session, SessionId, User, UserId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, IdenStatic, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, SelectA, SelectB, SelectTwoRequired, Statement,
    sea_query::{Expr, ExprTrait},
};
use shaku::Component;

use crate::{
    cached_statement::CachedStatement,
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::{row::WholeRow, sessions, users},
};

#[derive(Component)]
#[shaku(interface = Sessions)]
pub(super) struct SeaOrmSessions {
    database: Arc<dyn Database>,
}

#[async_trait]
impl Sessions for SeaOrmSessions {
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let statement = with_user_and_secret(user, secret, reader.get_database_backend());
            let Some(row) = reader.query_one_raw(statement).await.map_err(store_error)? else { return Ok(None) };
            let session = sessions::Model::from_query_result(&row, SelectA.as_str()).map_err(store_error)?;
            let user = users::Model::from_query_result(&row, SelectB.as_str()).map_err(store_error)?;
            Ok(Some((Session::from_row(session)?, User::from_row(user)?)))
        })
        .await
    }

    async fn find(&self, user: UserId, session: SessionId) -> Result<Option<Session>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let found = by_user_and_id(user, session).one(&reader).await.map_err(store_error)?;
            found.map(Session::from_row).transpose()
        })
        .await
    }

    async fn list_live(
        &self,
        which: LiveSessions,
        after: Option<Position<Session>>,
        limit: u16,
    ) -> Result<Vec<Session>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let rows = live(which, after).limit(u64::from(limit)).all(&reader).await.map_err(store_error)?;
            rows.into_iter().map(Session::from_row).collect()
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

/// The SQL of [`by_user_and_secret`], cached.
pub(crate) fn with_user_and_secret(user: UserId, secret: SecretHash, backend: DbBackend) -> Statement {
    static TEXT: CachedStatement = CachedStatement::new();
    let values = [secret.as_bytes().to_vec().into(), user.as_uuid().into()];
    TEXT.with(backend, values, |backend| by_user_and_secret(user, secret).build(backend))
}

pub(crate) fn by_user_and_id(user: UserId, session: SessionId) -> Select<sessions::Entity> {
    sessions::Entity::find_by_id(session.as_uuid()).filter(sessions::Column::UserId.eq(user.as_uuid()))
}

/// The live sessions after `after`, oldest first.
pub(crate) fn live(which: LiveSessions, after: Option<Position<Session>>) -> Select<sessions::Entity> {
    use sessions::Column;
    let live = sessions::Entity::find()
        .filter(Column::UserId.eq(which.user.as_uuid()))
        .filter(Column::Epoch.eq(which.epoch.number()))
        .filter(Column::ExpiresAt.gt(which.now.unix_millis()))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id);
    let Some(Position { created_at, id }) = after else { return live };
    let row = Expr::tuple([Expr::col(Column::CreatedAt), Expr::col(Column::Id)]);
    live.filter(row.gt(Expr::tuple([created_at.unix_millis().into(), id.as_uuid().into()])))
}
