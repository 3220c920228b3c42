use std::sync::Arc;

use application::{Interactor, Page, Position, Repository, StoreError};
use domain::Product;
use shaku::Component;
use tracing::instrument;

/// The use case: reads through a port.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ListProducts {
    #[shaku(inject)]
    products: Arc<dyn Repository<Product>>,
}

impl ListProducts {
    /// A page of at most `size` products after `after`, in the order of their creation.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    #[instrument(target = "spans", name = "list_products", skip_all)]
    pub async fn execute(&self, after: Option<Position<Product>>, size: u8) -> Result<Page<Product>, StoreError> {
        let products = self.products.list(after, Page::<Product>::limit(size)).await?;
        Ok(Page::of(products, size))
    }
}
