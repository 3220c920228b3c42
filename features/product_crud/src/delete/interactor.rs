use std::sync::Arc;

use application::{
    Acting, Authorization, Changes, Decision, EventKind, Forbidden, Interactor, Precondition, PreconditionFailed,
    Principal, ProductWrite, Repository, StoreError, Work, Write, event_payload,
};
use domain::{Product, ProductId};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

use crate::editing;

/// The use case: authorizes by the policy, reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct DeleteProduct {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    products: Arc<dyn Repository<Product>>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why the product was not deleted.
#[derive(Debug, Error)]
pub enum DeleteProductError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such product.
    #[error("there is no such product")]
    NotFound,
    /// The product does not meet the precondition.
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DeleteProduct {
    /// Deletes the product with this id, if it meets `precondition`. Orders stay as they are.
    ///
    /// # Errors
    /// [`DeleteProductError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "delete_product", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        id: ProductId,
        precondition: &Precondition,
    ) -> Result<(), DeleteProductError> {
        self.work.run(actor, |acting| self.delete(acting, id, precondition)).await
    }

    /// One try. A concurrent edit makes it stale; with a precondition on the state, so does a concurrent order.
    async fn delete(
        &self,
        acting: Acting,
        id: ProductId,
        precondition: &Precondition,
    ) -> Result<Decision<(), DeleteProductError>, DeleteProductError> {
        editing::authorize_edit(&*self.authorization, &acting)?;
        let product = self.products.find(id).await?.ok_or(DeleteProductError::NotFound)?;
        precondition.check(&product.state())?;
        let mut changes = Changes::by(&acting, acting.now.following(product.updated_at()));
        changes.record(EventKind::ProductDeleted, id, event_payload::of_product_deletion(&product));
        changes.stage(ProductWrite { write: Write::Delete(product), expects_stock: precondition.is_of_state() });
        Ok(Decision::commit(changes, ()))
    }
}
