use std::sync::Arc;

use application::{
    Actor, Attempt, Authorization, Changes, Clock, EventId, EventKind, Expectation, Forbidden, Ids, Principal,
    Products, StockUpdate, UnitOfWork, Users, WorkError, retry_stale_as,
};
use async_trait::async_trait;
use domain::{Edit, EditDraft, InvalidProduct, Product, ProductEdit, ProductId, User};
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

use crate::{editing, event_data};

/// The use case.
#[async_trait]
pub trait UpdateProduct: Interface {
    /// Changes what `draft` names about the product with this id, where it is as `expectation` says, and answers the
    /// product as it then is.
    ///
    /// The draft is judged last: who may not edit, or edits another state than there is, is told so before.
    ///
    /// # Errors
    /// [`UpdateProductError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(
        &self,
        actor: &Principal,
        id: ProductId,
        draft: &EditDraft,
        expectation: &Expectation,
    ) -> Result<Product, UpdateProductError>;
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
    #[error("the product is in another state than expected")]
    PreconditionFailed,
    /// It would break rules.
    #[error(transparent)]
    Invalid(#[from] InvalidProduct),
    /// What is stored could not be worked on.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// [`UpdateProduct`] by the policy, over the ports.
#[derive(Component)]
#[shaku(interface = UpdateProduct)]
pub struct UpdateProductInteractor {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    products: Arc<dyn Products>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl UpdateProduct for UpdateProductInteractor {
    #[instrument(target = "spans", name = "update_product", skip_all)]
    async fn execute(
        &self,
        actor: &Principal,
        id: ProductId,
        draft: &EditDraft,
        expectation: &Expectation,
    ) -> Result<Product, UpdateProductError> {
        retry_stale_as(actor, &*self.users, |acting| self.update(actor, acting, id, draft, expectation)).await
    }
}

impl UpdateProductInteractor {
    /// One try. A competing edit makes it stale, and a competing order where the state is expected.
    async fn update(
        &self,
        actor: &Principal,
        acting: User,
        id: ProductId,
        draft: &EditDraft,
        expectation: &Expectation,
    ) -> Result<Product, Attempt<UpdateProductError>> {
        let (mut product, edit) = self.judge(actor, &acting, id, draft, expectation).await.map_err(Attempt::Failed)?;
        let as_read = editing::as_read(&product, expectation);
        let data = event_data::of_edit(&edit);
        let stock = match edit.stock {
            Edit::Keep => StockUpdate::Keep,
            Edit::Set(_) => StockUpdate::Set,
        };
        product.edit(edit, self.clock.now());
        let mut changes = Changes::new(Actor::User(acting.id()), &actor.caller, product.updated_at());
        changes.require_user(&acting);
        let product = changes.update_product(product, as_read, stock);
        changes.record(EventId::new(self.ids.next()), EventKind::ProductUpdated, product.id(), data);
        self.work.commit(changes).await?;
        Ok(product)
    }

    /// The product, and what is to be changed about it.
    async fn judge(
        &self,
        actor: &Principal,
        acting: &User,
        id: ProductId,
        draft: &EditDraft,
        expectation: &Expectation,
    ) -> Result<(Product, ProductEdit), UpdateProductError> {
        editing::judge_right(&*self.authorization, actor, acting)?;
        let found = self.products.find(id).await.map_err(WorkError::from)?;
        let product = found.ok_or(UpdateProductError::NotFound)?;
        if !expectation.holds(&product.state()) {
            return Err(UpdateProductError::PreconditionFailed);
        }
        let edit = draft.judge()?;
        Ok((product, edit))
    }
}
