use std::sync::Arc;

use application::{
    Acting, Authorization, Changes, Decision, EventKind, Forbidden, Interactor, Precondition, PreconditionFailed,
    Principal, ProductWrite, Repository, StoreError, Work, Write, event_payload,
};
use domain::{Edit, EditDraft, InvalidProduct, Product, ProductId};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

use crate::editing;

/// The use case: authorizes by the policy, reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct UpdateProduct {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    products: Arc<dyn Repository<Product>>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why the product was not updated.
#[derive(Debug, Error)]
pub enum UpdateProductError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such product.
    #[error("there is no such product")]
    NotFound,
    /// The product does not meet the precondition.
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    /// The updated product would break rules.
    #[error(transparent)]
    Invalid(#[from] InvalidProduct),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UpdateProduct {
    /// Changes the fields of `draft` in the product with this id, if it meets `precondition`, and returns the changed
    /// product.
    ///
    /// The draft is validated last: a missing right and a failed precondition are reported before it.
    ///
    /// # Errors
    /// [`UpdateProductError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "update_product", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        id: ProductId,
        draft: &EditDraft,
        precondition: &Precondition,
    ) -> Result<Product, UpdateProductError> {
        self.work.run(actor, |acting| self.update(acting, id, draft, precondition)).await
    }

    /// One try. A concurrent edit makes it stale; with a precondition on the state, so does a concurrent order.
    async fn update(
        &self,
        acting: Acting,
        id: ProductId,
        draft: &EditDraft,
        precondition: &Precondition,
    ) -> Result<Decision<Product, UpdateProductError>, UpdateProductError> {
        editing::authorize_edit(&*self.authorization, &acting)?;
        let read = self.products.find(id).await?.ok_or(UpdateProductError::NotFound)?;
        precondition.check(&read.state())?;
        let edit = draft.validate()?;
        let data = event_payload::of_product_edit(&edit);
        let sets_stock = matches!(edit.stock, Edit::Set(_));
        let mut product = read.clone();
        product.edit(edit, acting.now);

        // A stock that is set to the value that was read must still have it, or the value of concurrent orders would
        // stay.
        let expects_stock = precondition.is_of_state() || (sets_stock && read.stock() == product.stock());
        let mut changes = Changes::by(&acting, product.updated_at());
        changes.record(EventKind::ProductUpdated, id, data);
        let write = Write::update(read, product);
        let product = write.entity().clone();
        changes.stage(ProductWrite { write, expects_stock });
        Ok(Decision::commit(changes, product))
    }
}
