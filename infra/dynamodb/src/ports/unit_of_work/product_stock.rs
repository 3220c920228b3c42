//! The stock of products, which orders move without changing the products' versions.

use application::{ProductWrite, StockMove};
use domain::{Product, Stock};

use super::plan::{Plan, is_expected_version};
use crate::{
    expressions::{Condition, Update},
    items::{number, products::STOCK},
    stored::Stored,
    transactions::Action,
};

impl Plan {
    pub(crate) fn write_product(&mut self, ProductWrite { write, expects_stock }: &ProductWrite, stamp: Option<u64>) {
        self.write(write, stamp);
        if let Some(expected) = write.expected().filter(|_| *expects_stock) {
            self.narrow(&expected.key(), &has_expected_stock(expected));
        }
    }

    /// The condition is evaluated with the write: concurrent takes add up, and never go below zero.
    pub(crate) fn move_stock(&mut self, stock_move: &StockMove) {
        let key = stock_move.product().key();
        match stock_move {
            StockMove::Take { product, quantity } => {
                let units = number(quantity.units());
                let has_enough =
                    Condition::All(vec![is_expected_version(product), Condition::AtLeast(STOCK, units.clone())]);
                let take = Update { decrease: vec![(STOCK, units)], ..Update::default() };
                self.change(key, Action::Update(take), has_enough);
            }
            StockMove::Return { quantity, .. } => {
                let give_back = Update { increase: vec![(STOCK, number(quantity.units()))], ..Update::default() };
                self.change(key, Action::Update(give_back), Condition::Has(STOCK));
            }
        }
    }
}

fn has_expected_stock(expected: &Product) -> Condition {
    match expected.stock() {
        Stock::Untracked => Condition::Lacks(STOCK),
        Stock::Units(units) => Condition::Is(STOCK, number(units)),
    }
}
