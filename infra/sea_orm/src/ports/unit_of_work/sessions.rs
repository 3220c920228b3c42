use domain::{Session, SessionId, UserId, Version};
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter};

use crate::{
    connections::Connection,
    rows::sessions::{Column, Entity, Model},
};

pub(super) async fn insert(transaction: &Connection, session: &Session) -> Result<u64, DbErr> {
    let row = Model::from(session).into_active_model();
    Entity::insert(row).exec_without_returning(transaction).await
}

pub(super) async fn update(transaction: &Connection, session: &Session, read: Version) -> Result<u64, DbErr> {
    let mut row = Model::from(session).into_active_model().reset_all();
    row.id = ActiveValue::NotSet;
    row.user_id = ActiveValue::NotSet;
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(session.id().as_uuid()))
        .filter(Column::UserId.eq(session.user_id().as_uuid()))
        .filter(Column::Version.eq(read.number()));
    Ok(update.exec(transaction).await?.rows_affected)
}

pub(super) async fn delete(transaction: &Connection, id: SessionId, user: UserId, read: Version) -> Result<u64, DbErr> {
    let deletion = Entity::delete_many()
        .filter(Column::Id.eq(id.as_uuid()))
        .filter(Column::UserId.eq(user.as_uuid()))
        .filter(Column::Version.eq(read.number()));
    Ok(deletion.exec(transaction).await?.rows_affected)
}
