use domain::{User, UserId, Version};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use crate::{
    connections::Connection,
    rows::users::{Column, Entity, Model},
};

pub(super) async fn insert(transaction: &Connection, user: &User) -> Result<u64, DbErr> {
    let row = Model::from(user).into_active_model();
    Entity::insert(row).exec_without_returning(transaction).await
}

pub(super) async fn update(transaction: &Connection, user: &User, read: Version) -> Result<u64, DbErr> {
    let mut row = Model::from(user).into_active_model().reset_all();
    row.id = ActiveValue::NotSet;
    let update = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(user.id().as_uuid()))
        .filter(Column::Version.eq(read.number()));
    Ok(update.exec(transaction).await?.rows_affected)
}

/// Locks the row until the end, so that nobody changes it meanwhile. Others may require it at the same time.
pub(super) async fn require(transaction: &Connection, id: UserId, read: Version) -> Result<u64, DbErr> {
    let version = Entity::find_by_id(id.as_uuid()).select_only().column(Column::Version).lock_shared();
    let version: Option<i64> = version.into_tuple().one(transaction).await?;
    Ok(u64::from(version == Some(read.number().into())))
}
