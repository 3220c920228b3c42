use application::{Change, CommitError, ProductAsRead, StockUpdate, StoreError};
use domain::{ProductId, Quantity, Version};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use super::many;
use crate::{
    connections::Connection,
    rows::products::{Column, Entity, Model, stock_column},
};

/// Inserts every product that `changes` insert.
pub(super) async fn insert_all(transaction: &Connection, changes: &[Change]) -> Result<(), CommitError> {
    let products = changes.iter().filter_map(|change| match change {
        Change::InsertProduct(product) => Some(product),
        _ => None,
    });
    let rows = products.map(Model::try_from).collect::<Result<Vec<_>, StoreError>>()?;
    many::insert(transaction, rows.into_iter().map(IntoActiveModel::into_active_model)).await
}

/// The condition that a product is as it was read.
pub(super) fn as_read(id: ProductId, read: ProductAsRead) -> Result<Condition, StoreError> {
    let condition = Condition::all().add(Column::Id.eq(id.as_uuid())).add(Column::Version.eq(read.version.number()));
    let Some(stock) = read.stock else { return Ok(condition) };
    Ok(condition.add(match stock_column(id, stock)? {
        Some(units) => Column::Stock.eq(units),
        None => Column::Stock.is_null(),
    }))
}

pub(super) async fn update(
    transaction: &Connection,
    row: Model,
    as_read: Condition,
    stock: StockUpdate,
) -> Result<u64, DbErr> {
    let mut row = row.into_active_model().reset_all();
    row.id = ActiveValue::NotSet;
    if stock == StockUpdate::Keep {
        row.stock = ActiveValue::NotSet;
    }
    Ok(Entity::update_many().set(row).filter(as_read).exec(transaction).await?.rows_affected)
}

pub(super) async fn delete(transaction: &Connection, as_read: Condition) -> Result<u64, DbErr> {
    Ok(Entity::delete_many().filter(as_read).exec(transaction).await?.rows_affected)
}

/// Locks the row until the end, so that nobody changes it meanwhile. Others may require it at the same time.
pub(super) async fn require(transaction: &Connection, id: ProductId, read: Version) -> Result<u64, DbErr> {
    let version = Entity::find_by_id(id.as_uuid()).select_only().column(Column::Version).lock_shared();
    let version: Option<i64> = version.into_tuple().one(transaction).await?;
    Ok(u64::from(version == Some(read.number().into())))
}

/// The condition is judged under the row's lock: takes at once add up, and never go below zero.
pub(super) async fn take_stock(
    transaction: &Connection,
    id: ProductId,
    read: Version,
    quantity: Quantity,
) -> Result<u64, DbErr> {
    let units = i64::from(quantity.units());
    let take = Entity::update_many()
        .col_expr(Column::Stock, Expr::col(Column::Stock).sub(units))
        .filter(Column::Id.eq(id.as_uuid()))
        .filter(Column::Version.eq(read.number()))
        .filter(Column::Stock.gte(units));
    Ok(take.exec(transaction).await?.rows_affected)
}

pub(super) async fn return_stock(transaction: &Connection, id: ProductId, quantity: Quantity) -> Result<u64, DbErr> {
    let units = i64::from(quantity.units());
    let give_back = Entity::update_many()
        .col_expr(Column::Stock, Expr::col(Column::Stock).add(units))
        .filter(Column::Id.eq(id.as_uuid()))
        .filter(Column::Stock.is_not_null());
    Ok(give_back.exec(transaction).await?.rows_affected)
}
