use std::sync::Arc;

use application::{
    Actor, Attempt, Authorization, Changes, Clock, EventId, EventKind, Forbidden, Ids, Principal, UnitOfWork, Users,
    WorkError, facts, retry_stale_as,
};
use async_trait::async_trait;
use domain::{Product, ProductDetails, ProductId, User};
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

use crate::editing;

/// The use case.
#[async_trait]
pub trait CreateProduct: Interface {
    /// Adds a product to the catalogue.
    ///
    /// # Errors
    /// [`CreateProductError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(&self, actor: &Principal, details: ProductDetails) -> Result<Product, CreateProductError>;
}

/// Why no product was added.
#[derive(Debug, Error)]
pub enum CreateProductError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// What is stored could not be worked on.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// [`CreateProduct`] by the policy, over the ports.
#[derive(Component)]
#[shaku(interface = CreateProduct)]
pub struct CreateProductInteractor {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl CreateProduct for CreateProductInteractor {
    #[instrument(target = "spans", name = "create_product", skip_all)]
    async fn execute(&self, actor: &Principal, details: ProductDetails) -> Result<Product, CreateProductError> {
        retry_stale_as(actor, &*self.users, |acting| self.create(actor, acting, details.clone())).await
    }
}

impl CreateProductInteractor {
    /// One try. It is stale where the actor was changed meanwhile: then the right is judged again.
    async fn create(
        &self,
        actor: &Principal,
        acting: User,
        details: ProductDetails,
    ) -> Result<Product, Attempt<CreateProductError>> {
        editing::judge_right(&*self.authorization, actor, &acting)
            .map_err(|forbidden| Attempt::Failed(forbidden.into()))?;
        let product = Product::new(ProductId::new(self.ids.next()), details, self.clock.now());
        let mut changes = Changes::new(Actor::User(acting.id()), &actor.caller, product.updated_at());
        changes.require_user(&acting);
        changes.insert_product(product.clone());
        let event = EventId::new(self.ids.next());
        changes.record(event, EventKind::ProductCreated, product.id(), facts::of_product(&product));
        self.work.commit(changes).await?;
        Ok(product)
    }
}
