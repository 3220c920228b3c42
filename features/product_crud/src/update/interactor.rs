use std::sync::Arc;

use application::{
    Acting, Authorization, Changes, Decision, EventKind, Forbidden, Interactor, Precondition, PreconditionFailed,
    Principal, ProductWrite, Repository, StoreError, Work, Write,
};
use domain::{Edit, EditDraft, InvalidProduct, Product, ProductId};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

use crate::{editing, event_data};

/// The use case, by the policy, over the ports.
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

/// Why the product was not changed.
#[derive(Debug, Error)]
pub enum UpdateProductError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such product.
    #[error("there is no such product")]
    NotFound,
    /// It is not as expected.
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    /// It would break rules.
    #[error(transparent)]
    Invalid(#[from] InvalidProduct),
    /// The store could not be worked on.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UpdateProduct {
    /// Changes what `draft` names about the product with this id, where it is as `precondition` says, and answers the
    /// product as it then is.
    ///
    /// The draft is judged last: who may not edit, or edits another state than there is, is told so before.
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

    /// One try. A competing edit makes it stale, and a competing order where the state is expected.
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
        let data = event_data::of_edit(&edit);
        let sets_stock = matches!(edit.stock, Edit::Set(_));
        let mut product = read.clone();
        product.edit(edit, acting.now);

        // A stock that is set to what was read must have stayed so, or it would be left as orders made it.
        let expects_stock = precondition.is_of_state() || (sets_stock && read.stock() == product.stock());
        let mut changes = Changes::by(&acting, product.updated_at());
        changes.record(EventKind::ProductUpdated, id, data);
        let write = Write::update(read, product);
        let product = write.entity().clone();
        changes.stage(ProductWrite { write, expects_stock });
        Ok(Decision::commit(changes, product))
    }
}
