use std::{
    collections::{BTreeSet, HashMap},
    ops::Bound,
};

use application::ProductPosition;
use domain::{Product, ProductId, Stock};

/// The products, and the order in which they are listed.
#[derive(Default)]
pub(super) struct ProductTable {
    rows: HashMap<ProductId, Product>,
    by_creation: BTreeSet<ProductPosition>,
}

impl ProductTable {
    pub(super) fn get(&self, id: ProductId) -> Option<&Product> {
        self.rows.get(&id)
    }

    /// Inserts the product, or replaces the one with this id.
    pub(super) fn put(&mut self, product: Product) {
        self.remove(product.id());
        self.by_creation.insert(ProductPosition::from(&product));
        self.rows.insert(product.id(), product);
    }

    /// Replaces the product with this id, whose stock stays.
    pub(super) fn put_but_stock(&mut self, product: Product) {
        match self.get(product.id()).map(Product::stock) {
            Some(stock) => self.put(with_stock(&product, stock)),
            None => self.put(product),
        }
    }

    pub(super) fn remove(&mut self, id: ProductId) {
        if let Some(product) = self.rows.remove(&id) {
            self.by_creation.remove(&ProductPosition::from(&product));
        }
    }

    /// Changes the units of a stock that is counted.
    pub(super) fn move_stock(&mut self, id: ProductId, change: impl FnOnce(u64) -> u64) {
        if let Some(product) = self.rows.get_mut(&id)
            && let Stock::Units(units) = product.stock()
        {
            *product = with_stock(product, Stock::Units(change(units)));
        }
    }

    pub(super) fn list(&self, after: Option<ProductPosition>, limit: u16) -> Vec<Product> {
        let behind = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let products = self.by_creation.range(behind).filter_map(|position| self.rows.get(&position.id));
        products.take(limit.into()).cloned().collect()
    }
}

fn with_stock(product: &Product, stock: Stock) -> Product {
    let mut stored = product.as_stored().clone();
    stored.details.stock = stock;
    Product::from_stored(stored)
}
