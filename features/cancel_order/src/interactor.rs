use std::sync::Arc;

use application::{
    Actor, Attempt, Changes, Clock, EventId, EventKind, Expectation, Forbidden, Ids, OrderAccess, Principal, Products,
    StoreError, UnitOfWork, Users, WorkError, facts, retry_stale_as,
};
use async_trait::async_trait;
use domain::{NotCancellable, Order, OrderId, OrderItem, Product, ProductId, StockClaim, User};
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait CancelOrder: Interface {
    /// Calls off an order of `actor`, or for an admin anybody's, and gives back what it took from stocks that are still
    /// counted. Answers the order as it then is.
    ///
    /// # Errors
    /// [`CancelOrderError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(
        &self,
        actor: &Principal,
        order: OrderId,
        expectation: &Expectation,
    ) -> Result<Order, CancelOrderError>;
}

/// Why the order was not cancelled.
#[derive(Debug, Error)]
pub enum CancelOrderError {
    /// There is no such order, or the actor may not know of it.
    #[error("the actor has no such order")]
    NotFound,
    /// The order is not as the caller presumes.
    #[error("the order is not as presumed")]
    PreconditionFailed,
    /// The order has come too far, or was cancelled before.
    #[error(transparent)]
    NotCancellable(#[from] NotCancellable),
    /// What is stored could not be worked on.
    #[error(transparent)]
    Work(#[from] WorkError),
}

impl From<Forbidden> for CancelOrderError {
    /// Who may not handle an order is not told that there is one.
    fn from(_: Forbidden) -> Self {
        Self::NotFound
    }
}

/// [`CancelOrder`] by the policy, over the ports.
#[derive(Component)]
#[shaku(interface = CancelOrder)]
pub struct CancelOrderInteractor {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    access: Arc<dyn OrderAccess>,
    #[shaku(inject)]
    products: Arc<dyn Products>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl CancelOrder for CancelOrderInteractor {
    #[instrument(target = "spans", name = "cancel_order", skip_all)]
    async fn execute(
        &self,
        actor: &Principal,
        order: OrderId,
        expectation: &Expectation,
    ) -> Result<Order, CancelOrderError> {
        retry_stale_as(actor, &*self.users, |acting| self.cancel(actor, acting, order, expectation)).await
    }
}

impl CancelOrderInteractor {
    /// One try, on behalf of the actor as `acting` says. Only a right that rests on a role must still be there at the
    /// commit: an order's owner stays its owner.
    async fn cancel(
        &self,
        actor: &Principal,
        acting: User,
        id: OrderId,
        expectation: &Expectation,
    ) -> Result<Order, Attempt<CancelOrderError>> {
        let found = self.access.find(&acting, id).await?;
        let mut order = found.ok_or(Attempt::Failed(CancelOrderError::NotFound))?;
        if !expectation.holds(&order.state()) {
            return Err(Attempt::Failed(CancelOrderError::PreconditionFailed));
        }
        let from = order.status();
        order.cancel(self.clock.now()).map_err(|error| Attempt::Failed(error.into()))?;
        let counted = self.counted_products(&order).await?;

        let mut changes = Changes::new(Actor::User(acting.id()), &actor.caller, order.updated_at());
        if acting.id() != order.user_id() {
            changes.require_user(&acting);
        }
        let mut returned = Vec::new();
        for item in taken(&order) {
            for product in counted.iter().filter(|product| product.id() == item.product_id) {
                changes.return_stock(product, item.quantity);
                returned.push((item.product_id, item.quantity));
            }
        }
        let data = facts::of_cancellation(from, &returned);
        changes.record(EventId::new(self.ids.next()), EventKind::OrderCancelled, id, data);
        let order = changes.update_order(order);
        self.work.commit(changes).await?;
        Ok(order)
    }

    /// The products from whose stock the order took, but for those that are gone or counted no more.
    async fn counted_products(&self, order: &Order) -> Result<Vec<Product>, StoreError> {
        let ids: Vec<ProductId> = taken(order).map(|item| item.product_id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut products = self.products.find_all(&ids).await?;
        products.retain(|product| product.stock().units().is_some());
        Ok(products)
    }
}

/// The items that the order took from a stock.
fn taken(order: &Order) -> impl Iterator<Item = &OrderItem> {
    order.items().iter().filter(|item| item.claim == StockClaim::Taken)
}
