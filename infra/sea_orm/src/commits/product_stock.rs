//! The stock of products, which orders move without changing the products' versions.

use application::{Change, CommitError, Conflict, LoadError, ProductWrite, StockMove, StoreError, Write};
use async_trait::async_trait;
use domain::Product;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, UpdateMany,
    sea_query::{Expr, ExprTrait},
};

use super::{Step, Turn, Written, kind, of_type};
use crate::{
    connections::Connection,
    errors::commit_error,
    rows::{
        products::{Column, Entity, stock_column},
        row,
    },
};

#[async_trait]
impl Written for ProductWrite {
    fn turn(&self) -> Turn<'_> {
        Turn::of(&self.write)
    }

    async fn write(&self, transaction: &Connection, batch: &[Change]) -> Result<(), CommitError> {
        if self.expects_stock && self.write.expected().is_some() {
            write_with_expected_stock(transaction, self).await
        } else {
            row::write_all(transaction, of_type::<Self>(batch).map(|product| &product.write)).await
        }
    }

    async fn is_stored(&self, transaction: &Connection) -> Result<bool, LoadError> {
        self.write.is_stored(transaction).await
    }
}

#[async_trait]
impl Written for StockMove {
    fn turn(&self) -> Turn<'_> {
        Turn { step: Step::Read, kind: kind::<Product>(), id: self.product().id().as_uuid(), key: "" }
    }

    async fn write(&self, transaction: &Connection, _batch: &[Change]) -> Result<(), CommitError> {
        move_stock(transaction, self).await
    }
}

/// Writes a product on condition that its stock is the one that was read, too.
async fn write_with_expected_stock(
    transaction: &Connection,
    ProductWrite { write, .. }: &ProductWrite,
) -> Result<(), CommitError> {
    match write {
        Write::Update { expected, new } => {
            let update = row::update(expected, new)?.filter(has_stock(expected)?);
            row::execute_update::<Product>(transaction, update).await
        }
        Write::Delete(expected) => {
            let deletion = row::deletion(expected).filter(has_stock(expected)?);
            row::execute_deletion::<Product>(transaction, deletion).await
        }
        Write::Require(expected) => {
            let requirement = row::requirement(expected).filter(has_stock(expected)?);
            row::execute_requirement(transaction, expected, requirement).await
        }
        Write::Insert(_) => row::write_all(transaction, [write].into_iter()).await,
    }
}

fn has_stock(expected: &Product) -> Result<Condition, StoreError> {
    Ok(Condition::all().add(match stock_column(expected.id(), expected.stock())? {
        Some(units) => Column::Stock.eq(units),
        None => Column::Stock.is_null(),
    }))
}

/// The stock never goes below zero: the condition is evaluated under the row's lock, so that concurrent takes add up.
async fn move_stock(transaction: &Connection, stock_move: &StockMove) -> Result<(), CommitError> {
    let moved = statement(stock_move).exec(transaction).await.map_err(commit_error)?;
    if moved.rows_affected == 1 { Ok(()) } else { Err(Conflict::Stale.into()) }
}

fn statement(stock_move: &StockMove) -> UpdateMany<Entity> {
    let of_product = Entity::update_many().filter(Column::Id.eq(stock_move.product().id().as_uuid()));
    match stock_move {
        StockMove::Take { product, quantity } => {
            let units = i64::from(quantity.units());
            of_product
                .col_expr(Column::Stock, Expr::col(Column::Stock).sub(units))
                .filter(Column::Version.eq(product.version().number()))
                .filter(Column::Stock.gte(units))
        }
        StockMove::Return { quantity, .. } => of_product
            .col_expr(Column::Stock, Expr::col(Column::Stock).add(i64::from(quantity.units())))
            .filter(Column::Stock.is_not_null()),
    }
}
