use std::sync::Arc;

use application::{FindError, Interactor, Repository};
use domain::{Product, ProductId};
use shaku::Component;
use tracing::instrument;

/// The use case: reads through a port.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ViewProduct {
    #[shaku(inject)]
    products: Arc<dyn Repository<Product>>,
}

impl ViewProduct {
    /// The product with this id.
    ///
    /// # Errors
    /// [`FindError`].
    #[instrument(target = "spans", name = "view_product", skip_all)]
    pub async fn execute(&self, id: ProductId) -> Result<Product, FindError<Product>> {
        self.products.find(id).await?.ok_or(FindError::NotFound(id))
    }
}
