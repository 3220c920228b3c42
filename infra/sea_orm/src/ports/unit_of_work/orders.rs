use application::{Change, CommitError, StoreError};
use domain::{Order, Version};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};

use super::many;
use crate::{
    connections::Connection,
    rows::{
        order_items,
        orders::{Column, Entity, Model},
    },
};

/// Inserts every order that `changes` insert, with its items.
pub(super) async fn insert_all(transaction: &Connection, changes: &[Change]) -> Result<(), CommitError> {
    let orders = changes.iter().filter_map(|change| match change {
        Change::InsertOrder(order) => Some(order),
        _ => None,
    });
    let rows = orders.clone().map(Model::try_from).collect::<Result<Vec<_>, StoreError>>()?;
    let items = orders.map(order_items::rows).collect::<Result<Vec<_>, StoreError>>()?;
    many::insert(transaction, rows.into_iter().map(IntoActiveModel::into_active_model)).await?;
    many::insert(transaction, items.into_iter().flatten().map(IntoActiveModel::into_active_model)).await
}

/// What was ordered, by whom and when stays as it is.
pub(super) async fn update(transaction: &Connection, order: &Order, read: Version) -> Result<u64, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Status, Expr::val(order.status().as_str()))
        .col_expr(Column::UpdatedAt, Expr::val(order.updated_at().unix_millis()))
        .col_expr(Column::Version, Expr::val(i64::from(order.version().number())))
        .filter(Column::Id.eq(order.id().as_uuid()))
        .filter(Column::Version.eq(read.number()));
    Ok(update.exec(transaction).await?.rows_affected)
}
