//! The stock of products, which orders move without changing the products' versions.

use std::collections::HashSet;

use application::{Conflict, ProductWrite, StockMove, Write};
use domain::{Product, Stock};

use super::{
    commit::TableWrite,
    occupant::Occupant,
    table::{Table, Unique},
};

impl TableWrite for (&mut Table<Product>, &ProductWrite) {
    fn has_expected_state(&self) -> bool {
        self.0.allows(self.1)
    }

    fn check_unique_values(&self, taken: &mut HashSet<Unique>) -> Result<(), Conflict> {
        self.0.check_unique_values(&self.1.write, taken)
    }

    fn occupant(&self, taken: &mut HashSet<Unique>) -> Occupant {
        self.0.occupant(&self.1.write, taken)
    }

    fn apply(&mut self) {
        self.0.write(self.1.write.clone());
    }
}

impl TableWrite for (&mut Table<Product>, &StockMove) {
    fn has_expected_state(&self) -> bool {
        self.0.can_move(self.1)
    }

    fn apply(&mut self) {
        self.0.move_stock(self.1);
    }
}

impl Table<Product> {
    /// Whether the stored version, and the stored stock if the write depends on it, is the one that was read.
    fn allows(&self, ProductWrite { write, expects_stock }: &ProductWrite) -> bool {
        let has_stock = |expected: &Product| self.get(expected.id()).is_some_and(|row| row.stock() == expected.stock());
        self.is_expected_version(write) && (!expects_stock || write.expected().is_none_or(has_stock))
    }

    /// Writes the product; if the new state has the stock that was read, the stored stock stays.
    fn write(&mut self, write: Write<Product>) {
        match write {
            Write::Update { expected, new } if expected.stock() == new.stock() => {
                let stock = self.get(new.id()).map_or(new.stock(), Product::stock);
                self.put(with_stock(&new, stock));
            }
            write => self.apply(write),
        }
    }

    /// Whether the stock allows the move: it never goes below zero.
    fn can_move(&self, stock_move: &StockMove) -> bool {
        let product = self.get(stock_move.product().id()).filter(|product| product.stock().units().is_some());
        product.is_some_and(|product| match stock_move {
            StockMove::Take { product: expected, quantity } => {
                product.version() == expected.version() && product.stock().has(*quantity)
            }
            StockMove::Return { .. } => true,
        })
    }

    fn move_stock(&mut self, stock_move: &StockMove) {
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
