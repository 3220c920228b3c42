use std::sync::Arc;

use application::{Change, Changes, CommitError, Conflict, Event, StoreError, UnitOfWork};
use async_trait::async_trait;
use domain::{Session, SessionId, User, UserId, Version};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
};
use shaku::Component;
use uuid::Uuid;

use crate::{
    database::{Database, begin_write},
    errors::{commit_error, within_deadline},
    rows::{events, sessions, users},
};

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
pub(super) struct SeaOrmUnitOfWork {
    database: Arc<Database>,
}

#[async_trait]
impl UnitOfWork for SeaOrmUnitOfWork {
    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        let (mut changes, events) = changes.into_parts().map_err(|error| StoreError::Broken(error.into()))?;
        if changes.is_empty() && events.is_empty() {
            return Ok(());
        }
        changes.sort_by_key(order);
        within_deadline(async {
            let writer = self.database.writer().await?;
            let transaction = begin_write(&writer).await.map_err(commit_error)?;
            for change in &changes {
                apply(&transaction, change).await?;
            }
            record(&transaction, events).await.map_err(commit_error)?;
            transaction.commit().await.map_err(commit_error)
        })
        .await
    }
}

/// Where a change stands in its transaction. What can be stale comes first, since that is told first; rows are
/// taken in one order by everybody, so that no two commits wait for each other; a user is there before its sessions.
fn order(change: &Change) -> (u8, Uuid) {
    match change {
        Change::UpdateUser { user, .. } => (0, user.id().as_uuid()),
        Change::RequireUser { id, .. } => (0, id.as_uuid()),
        Change::UpdateSession { session, .. } => (1, session.id().as_uuid()),
        Change::DeleteSession { id, .. } => (1, id.as_uuid()),
        Change::InsertUser(user) => (2, user.id().as_uuid()),
        Change::InsertSession(session) => (3, session.id().as_uuid()),
    }
}

async fn apply(transaction: &DatabaseTransaction, change: &Change) -> Result<(), CommitError> {
    let rows = match change {
        Change::InsertUser(user) => insert_user(transaction, user).await,
        Change::UpdateUser { user, read } => update_user(transaction, user, *read).await,
        Change::RequireUser { id, read } => require_user(transaction, *id, *read).await,
        Change::InsertSession(session) => insert_session(transaction, session).await,
        Change::UpdateSession { session, read } => update_session(transaction, session, *read).await,
        Change::DeleteSession { id, user_id, read } => delete_session(transaction, *id, *user_id, *read).await,
    };
    if rows.map_err(commit_error)? == 1 { Ok(()) } else { Err(Conflict::Stale.into()) }
}

async fn insert_user(transaction: &DatabaseTransaction, user: &User) -> Result<u64, DbErr> {
    let row = users::Model::from(user).into_active_model();
    users::Entity::insert(row).exec_without_returning(transaction).await
}

async fn update_user(transaction: &DatabaseTransaction, user: &User, read: Version) -> Result<u64, DbErr> {
    let mut row = users::Model::from(user).into_active_model().reset_all();
    row.id = ActiveValue::NotSet;
    let update = users::Entity::update_many()
        .set(row)
        .filter(users::Column::Id.eq(user.id().as_uuid()))
        .filter(users::Column::Version.eq(read.number()));
    Ok(update.exec(transaction).await?.rows_affected)
}

/// Locks the row until the end, so that nobody changes it meanwhile. Others may require it at the same time.
async fn require_user(transaction: &DatabaseTransaction, id: UserId, read: Version) -> Result<u64, DbErr> {
    let version = users::Entity::find_by_id(id.as_uuid()).select_only().column(users::Column::Version).lock_shared();
    let version: Option<i64> = version.into_tuple().one(transaction).await?;
    Ok(u64::from(version == Some(read.number().into())))
}

async fn insert_session(transaction: &DatabaseTransaction, session: &Session) -> Result<u64, DbErr> {
    let row = sessions::Model::from(session).into_active_model();
    sessions::Entity::insert(row).exec_without_returning(transaction).await
}

async fn update_session(transaction: &DatabaseTransaction, session: &Session, read: Version) -> Result<u64, DbErr> {
    let mut row = sessions::Model::from(session).into_active_model().reset_all();
    row.id = ActiveValue::NotSet;
    row.user_id = ActiveValue::NotSet;
    let update = sessions::Entity::update_many()
        .set(row)
        .filter(sessions::Column::Id.eq(session.id().as_uuid()))
        .filter(sessions::Column::UserId.eq(session.user_id().as_uuid()))
        .filter(sessions::Column::Version.eq(read.number()));
    Ok(update.exec(transaction).await?.rows_affected)
}

async fn delete_session(
    transaction: &DatabaseTransaction,
    id: SessionId,
    user: UserId,
    read: Version,
) -> Result<u64, DbErr> {
    let deletion = sessions::Entity::delete_many()
        .filter(sessions::Column::Id.eq(id.as_uuid()))
        .filter(sessions::Column::UserId.eq(user.as_uuid()))
        .filter(sessions::Column::Version.eq(read.number()));
    Ok(deletion.exec(transaction).await?.rows_affected)
}

async fn record(transaction: &DatabaseTransaction, events: Vec<Event>) -> Result<(), DbErr> {
    if events.is_empty() {
        return Ok(());
    }
    let rows = events.into_iter().map(|event| events::Model::from(event).into_active_model());
    events::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}
