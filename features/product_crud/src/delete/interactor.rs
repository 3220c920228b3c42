use std::sync::Arc;

use application::{
    Actor, Attempt, Authorization, Changes, Clock, EventId, EventKind, Expectation, Forbidden, Ids, Principal,
    Products, UnitOfWork, Users, WorkError, retry_stale_as,
};
use async_trait::async_trait;
use domain::{Product, ProductId, User};
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

use crate::{editing, event_data};

/// The use case.
#[async_trait]
pub trait DeleteProduct: Interface {
    /// Takes the product with this id out of the catalogue, where it is as `expectation` says. Orders of it stay as
    /// they are.
    ///
    /// # Errors
    /// [`DeleteProductError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(
        &self,
        actor: &Principal,
        id: ProductId,
        expectation: &Expectation,
    ) -> Result<(), DeleteProductError>;
}

/// Why the product was not taken out.
#[derive(Debug, Error)]
pub enum DeleteProductError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such product.
    #[error("there is no such product")]
    NotFound,
    /// It is not as expected.
    #[error("the product is in another state than expected")]
    PreconditionFailed,
    /// What is stored could not be worked on.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// [`DeleteProduct`] by the policy, over the ports.
#[derive(Component)]
#[shaku(interface = DeleteProduct)]
pub struct DeleteProductInteractor {
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
impl DeleteProduct for DeleteProductInteractor {
    #[instrument(target = "spans", name = "delete_product", skip_all)]
    async fn execute(
        &self,
        actor: &Principal,
        id: ProductId,
        expectation: &Expectation,
    ) -> Result<(), DeleteProductError> {
        retry_stale_as(actor, &*self.users, |acting| self.delete(actor, acting, id, expectation)).await
    }
}

impl DeleteProductInteractor {
    /// One try. A competing edit makes it stale, and a competing order where the state is expected.
    async fn delete(
        &self,
        actor: &Principal,
        acting: User,
        id: ProductId,
        expectation: &Expectation,
    ) -> Result<(), Attempt<DeleteProductError>> {
        let product = self.judge(actor, &acting, id, expectation).await.map_err(Attempt::Failed)?;
        let at = self.clock.now().following(product.updated_at());
        let mut changes = Changes::new(Actor::User(acting.id()), &actor.caller, at);
        changes.require_user(&acting);
        changes.delete_product(&product, editing::as_read(&product, expectation));
        let event = EventId::new(self.ids.next());
        changes.record(event, EventKind::ProductDeleted, product.id(), event_data::of_deletion(&product));
        Ok(self.work.commit(changes).await?)
    }

    /// The product that may be taken out.
    async fn judge(
        &self,
        actor: &Principal,
        acting: &User,
        id: ProductId,
        expectation: &Expectation,
    ) -> Result<Product, DeleteProductError> {
        editing::judge_right(&*self.authorization, actor, acting)?;
        let found = self.products.find(id).await.map_err(WorkError::from)?;
        let product = found.ok_or(DeleteProductError::NotFound)?;
        if !expectation.holds(&product.state()) {
            return Err(DeleteProductError::PreconditionFailed);
        }
        Ok(product)
    }
}
