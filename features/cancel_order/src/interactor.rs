use std::sync::Arc;

use application::{
    Acting, Changes, Decision, EventKind, Forbidden, Interactor, OrderAccess, Precondition, PreconditionFailed,
    Principal, Repository, StoreError, Work, event_payload,
};
use domain::{NotCancellable, Order, OrderId, OrderItem, Product, ProductId, StockClaim};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case, by the policy, over the ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct CancelOrder {
    #[shaku(inject)]
    access: Arc<dyn OrderAccess>,
    #[shaku(inject)]
    products: Arc<dyn Repository<Product>>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why the order was not cancelled.
#[derive(Debug, Error)]
pub enum CancelOrderError {
    /// There is no such order, or the actor may not know of it.
    #[error("the actor has no such order")]
    NotFound,
    /// The order is not as the caller presumes.
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    /// The order has come too far, or was cancelled before.
    #[error(transparent)]
    NotCancellable(#[from] NotCancellable),
    /// The store could not be worked on.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Forbidden> for CancelOrderError {
    /// Who may not handle an order is not told that there is one.
    fn from(_: Forbidden) -> Self {
        Self::NotFound
    }
}

impl CancelOrder {
    /// Calls off an order of `actor`, or for an admin anybody's, and gives back what it took from stocks that are still
    /// counted. Answers the order as it then is.
    ///
    /// # Errors
    /// [`CancelOrderError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "cancel_order", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        order: OrderId,
        precondition: &Precondition,
    ) -> Result<Order, CancelOrderError> {
        self.work.run(actor, |acting| self.cancel(acting, order, precondition)).await
    }

    /// One try, on behalf of the actor as `acting` says. Only a right that rests on a role must still be there at the
    /// commit: an order's owner stays its owner.
    async fn cancel(
        &self,
        acting: Acting,
        id: OrderId,
        precondition: &Precondition,
    ) -> Result<Decision<Order, CancelOrderError>, CancelOrderError> {
        let read = self.access.find(&acting.user, id).await?.ok_or(CancelOrderError::NotFound)?;
        precondition.check(&read.state())?;
        let mut order = read.clone();
        order.cancel(acting.now)?;
        let counted = self.counted_products(&order).await?;

        let mut changes = if acting.user.id() == order.user_id() {
            Changes::by_owner(&acting, order.updated_at())
        } else {
            Changes::by(&acting, order.updated_at())
        };
        let mut returned = Vec::new();
        for item in taken(&order) {
            for product in counted.iter().filter(|product| product.id() == item.product_id) {
                changes.return_stock(product.clone(), item.quantity);
                returned.push((item.product_id, item.quantity));
            }
        }
        let data = event_payload::of_cancellation(read.status(), &returned);
        changes.record(EventKind::OrderCancelled, id, data);
        let order = changes.update(read, order);
        Ok(Decision::commit(changes, order))
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
