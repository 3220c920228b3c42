use application::{ProductWrite, StockMove, Write};
use domain::{Product, Stock};

use super::{
    HasTable, State,
    table::{Indexed, Table},
};

impl Indexed for Product {
    type Indexes = ();
}

impl HasTable<Product> for State {
    fn table(&self) -> &Table<Product> {
        &self.products
    }
}

impl Table<Product> {
    /// Whether the stored version, and the stored stock if the write depends on it, is the one that was read.
    pub(super) fn allows(&self, ProductWrite { write, expects_stock }: &ProductWrite) -> bool {
        let has_stock = |expected: &Product| self.get(expected.id()).is_some_and(|row| row.stock() == expected.stock());
        self.is_expected_version(write) && (!expects_stock || write.expected().is_none_or(has_stock))
    }

    /// Writes the product; if the new state has the stock that was read, the stored stock stays.
    pub(super) fn write(&mut self, write: Write<Product>) {
        match write {
            Write::Update { expected, new } if expected.stock() == new.stock() => {
                let stock = self.get(new.id()).map_or(new.stock(), Product::stock);
                self.put(with_stock(&new, stock));
            }
            write => self.apply(write),
        }
    }

    /// Whether the stock allows the move: it never goes below zero.
    pub(super) fn can_move(&self, stock_move: &StockMove) -> bool {
        let product = self.get(stock_move.product().id()).filter(|product| product.stock().units().is_some());
        product.is_some_and(|product| match stock_move {
            StockMove::Take { product: expected, quantity } => {
                product.version() == expected.version() && product.stock().has(*quantity)
            }
            StockMove::Return { .. } => true,
        })
    }

    pub(super) fn move_stock(&mut self, stock_move: &StockMove) {
        let Some(product) = self.get(stock_move.product().id()) else { return };
        let Stock::Units(units) = product.stock() else { return };
        let units = match stock_move {
            StockMove::Take { quantity, .. } => units.saturating_sub((*quantity).into()),
            StockMove::Return { quantity, .. } => units.saturating_add((*quantity).into()),
        };
        let product = with_stock(product, Stock::Units(units));
        self.put(product);
    }
}

fn with_stock(product: &Product, stock: Stock) -> Product {
    let mut stored = product.as_stored().clone();
    stored.details.stock = stock;
    Product::from_stored(stored)
}
