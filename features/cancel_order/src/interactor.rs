use std::sync::Arc;

use application::{
    Acting, Changes, Decision, EventKind, Forbidden, Interactor, OrderAccess, Precondition, PreconditionFailed,
    Principal, Repository, StoreError, Work, event_payload,
};
use domain::{NotCancellable, Order, OrderId, OrderItem, Product, ProductId, StockClaim};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: authorizes by the policy, reads and commits through ports.
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
    /// There is no such order, or the actor may not see it.
    #[error("the actor has no such order")]
    NotFound,
    /// The order does not meet the precondition.
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    /// The status of the order no longer allows cancelling.
    #[error(transparent)]
    NotCancellable(#[from] NotCancellable),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Forbidden> for CancelOrderError {
    /// An actor without the right must not learn that the order exists.
    fn from(_: Forbidden) -> Self {
        Self::NotFound
    }
}

impl CancelOrder {
    /// Cancels an order of `actor`, or for an admin any order, and returns its units to the stocks that are still
    /// tracked. Returns the changed order.
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

    /// One try, for the actor in `acting`. The commit requires an unchanged actor only if the right depends on the
    /// role: an order's owner never changes.
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

    /// The products whose stock the order reduced, except deleted ones and those that are no longer tracked.
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

/// The items for which the order reduced a stock.
fn taken(order: &Order) -> impl Iterator<Item = &OrderItem> {
    order.items().iter().filter(|item| item.claim == StockClaim::Taken)
}
