use std::{future::ready, sync::Arc};

use application::{
    Acting, Authorization, Changes, Decision, EventKind, Forbidden, Interactor, Principal, StoreError, Work,
    event_payload,
};
use domain::{Product, ProductDetails};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

use crate::editing;

/// The use case: authorizes by the policy, reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct CreateProduct {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why no product was created.
#[derive(Debug, Error)]
pub enum CreateProductError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CreateProduct {
    /// Adds a product to the catalogue.
    ///
    /// # Errors
    /// [`CreateProductError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "create_product", skip_all)]
    pub async fn execute(&self, actor: &Principal, details: ProductDetails) -> Result<Product, CreateProductError> {
        self.work.run(actor, |acting| ready(self.create(&acting, details.clone()))).await
    }

    /// One try. It is stale if the actor was changed meanwhile: then the right is checked again.
    fn create(
        &self,
        acting: &Acting,
        details: ProductDetails,
    ) -> Result<Decision<Product, CreateProductError>, CreateProductError> {
        editing::authorize_edit(&*self.authorization, acting)?;
        let product = Product::new(self.work.id(), details, acting.now);
        let mut changes = Changes::by(acting, product.updated_at());
        changes.insert(product.clone());
        changes.record(EventKind::ProductCreated, product.id(), event_payload::of_product(&product));
        Ok(Decision::commit(changes, product))
    }
}
