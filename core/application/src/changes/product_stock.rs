//! The stock of products, which orders move without changing the products' versions.

use domain::{Product, Quantity};

use super::{
    Changes,
    write::{RowKey, Stage, Write},
};
use crate::Change;

/// A write of a product. Orders change its stock without changing its version. So an update writes the stock only if
/// the new state has another stock than the one that was read, and otherwise leaves the stored stock as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductWrite {
    /// The write.
    pub write: Write<Product>,
    /// Whether the store must also have the stock that was read.
    pub expects_stock: bool,
}

/// A change of a product's stock that keeps the product's version, so that parallel orders of one product don't
/// conflict.
#[derive(Clone, Debug, PartialEq)]
pub enum StockMove {
    /// Takes units. The product must have the version that was read, and at least this many units.
    Take {
        /// The product as it was read.
        product: Product,
        /// The units.
        quantity: Quantity,
    },
    /// Returns units. The stock of the product must be tracked.
    Return {
        /// The product as it was read.
        product: Product,
        /// The units.
        quantity: Quantity,
    },
}

impl StockMove {
    /// The product as it was read.
    #[must_use]
    pub const fn product(&self) -> &Product {
        match self {
            Self::Take { product, .. } | Self::Return { product, .. } => product,
        }
    }
}

impl Changes {
    /// Stages taking units from the stock of `product`, which must not have been edited since it was read.
    pub fn take_stock(&mut self, product: Product, quantity: Quantity) {
        self.stage(StockMove::Take { product, quantity });
    }

    /// Stages returning units to the stock of `product`, which must still be tracked.
    pub fn return_stock(&mut self, product: Product, quantity: Quantity) {
        self.stage(StockMove::Return { product, quantity });
    }
}

impl From<Write<Product>> for Change {
    fn from(write: Write<Product>) -> Self {
        Self::Product(ProductWrite { write, expects_stock: false })
    }
}

impl Stage for ProductWrite {
    fn row(&self) -> RowKey {
        RowKey::of(self.write.entity())
    }
}

impl Stage for StockMove {
    fn row(&self) -> RowKey {
        RowKey::of(self.product())
    }
}
