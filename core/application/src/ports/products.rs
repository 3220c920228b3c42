use async_trait::async_trait;
use domain::{Product, ProductId, Timestamp};
use shaku::Interface;

use super::StoreError;

/// Reads products. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Products: Interface {
    /// The product with this id; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, id: ProductId) -> Result<Option<Product>, StoreError>;

    /// Those of these products that there are, in any order, in one round trip to the store. The ids differ, and there
    /// are at most [`Basket::MAX_LINES`](domain::Basket::MAX_LINES).
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_all(&self, ids: &[ProductId]) -> Result<Vec<Product>, StoreError>;

    /// The first `limit` products, of those behind `after`, in the order of their creation, those of one moment by id.
    /// A position stays good when the product that it names is gone.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list(&self, after: Option<ProductPosition>, limit: u16) -> Result<Vec<Product>, StoreError>;
}

/// Where a product stands in the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProductPosition {
    /// When it was made.
    pub created_at: Timestamp,
    /// The identity.
    pub id: ProductId,
}

impl From<&Product> for ProductPosition {
    fn from(product: &Product) -> Self {
        Self { created_at: product.created_at(), id: product.id() }
    }
}
