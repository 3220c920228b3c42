use std::sync::Arc;

use application::{Repository, StoreError};
use async_trait::async_trait;
use domain::{Product, ProductId};
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait ViewProduct: Interface {
    /// The product with this id.
    ///
    /// # Errors
    /// [`ViewProductError`].
    async fn execute(&self, id: ProductId) -> Result<Product, ViewProductError>;
}

/// Why no product is shown.
#[derive(Debug, Error)]
pub enum ViewProductError {
    /// There is no such product.
    #[error("there is no such product")]
    NotFound,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// [`ViewProduct`] over the port.
#[derive(Component)]
#[shaku(interface = ViewProduct)]
pub struct ViewProductInteractor {
    #[shaku(inject)]
    products: Arc<dyn Repository<Product>>,
}

#[async_trait]
impl ViewProduct for ViewProductInteractor {
    #[instrument(target = "spans", name = "view_product", skip_all)]
    async fn execute(&self, id: ProductId) -> Result<Product, ViewProductError> {
        self.products.find(id).await?.ok_or(ViewProductError::NotFound)
    }
}
