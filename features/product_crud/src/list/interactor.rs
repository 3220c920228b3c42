use std::sync::Arc;

use application::{Page, Position, Repository, StoreError};
use async_trait::async_trait;
use domain::Product;
use shaku::{Component, Interface};
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait ListProducts: Interface {
    /// A page of at most `size` products behind `after`, in the order of their creation.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn execute(&self, after: Option<Position<Product>>, size: u8) -> Result<Page<Product>, StoreError>;
}

/// [`ListProducts`] over the port.
#[derive(Component)]
#[shaku(interface = ListProducts)]
pub struct ListProductsInteractor {
    #[shaku(inject)]
    products: Arc<dyn Repository<Product>>,
}

#[async_trait]
impl ListProducts for ListProductsInteractor {
    #[instrument(target = "spans", name = "list_products", skip_all)]
    async fn execute(&self, after: Option<Position<Product>>, size: u8) -> Result<Page<Product>, StoreError> {
        let products = self.products.list(after, Page::<Product>::limit(size)).await?;
        Ok(Page::of(products, size))
    }
}
