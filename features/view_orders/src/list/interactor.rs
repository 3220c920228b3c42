use std::sync::Arc;

use application::{Authorization, Forbidden, OrderQuery, Orders, Page, Position, Principal, StoreError};
use async_trait::async_trait;
use domain::Order;
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait ListOrders: Interface {
    /// A page of at most `size` of the orders that `query` lets through, newest first, of those behind `after`.
    ///
    /// # Errors
    /// [`ListOrdersError`].
    async fn execute(
        &self,
        actor: &Principal,
        query: OrderQuery,
        after: Option<Position<Order>>,
        size: u8,
    ) -> Result<Page<Order>, ListOrdersError>;
}

/// Why no orders are listed.
#[derive(Debug, Error)]
pub enum ListOrdersError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// [`ListOrders`] by the policy, over the port.
#[derive(Component)]
#[shaku(interface = ListOrders)]
pub struct ListOrdersInteractor {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    orders: Arc<dyn Orders>,
}

#[async_trait]
impl ListOrders for ListOrdersInteractor {
    #[instrument(target = "spans", name = "list_orders", skip_all)]
    async fn execute(
        &self,
        actor: &Principal,
        query: OrderQuery,
        after: Option<Position<Order>>,
        size: u8,
    ) -> Result<Page<Order>, ListOrdersError> {
        self.authorization.handle_orders(&actor.user, query.user)?;
        let orders = self.orders.list(query, after, Page::<Order>::limit(size)).await?;
        Ok(Page::of(orders, size))
    }
}
