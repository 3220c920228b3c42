use std::sync::Arc;

use async_trait::async_trait;
use domain::{Order, OrderId, User};
use shaku::{Component, Interface};

use super::Authorization;
use crate::{Repository, StoreError};

/// Finds orders for callers who may see and cancel them, for every slice that serves owners and admins.
#[async_trait]
pub trait OrderAccess: Interface {
    /// The order with this id; `None` if there is none, and also if `actor` may not access it. The two look the same,
    /// so that a refusal does not reveal that another user has such an order.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, actor: &User, id: OrderId) -> Result<Option<Order>, StoreError>;
}

/// [`OrderAccess`] by the policy, over the port.
#[derive(Component)]
#[shaku(interface = OrderAccess)]
pub struct AuthorizedOrders {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    orders: Arc<dyn Repository<Order>>,
}

#[async_trait]
impl OrderAccess for AuthorizedOrders {
    async fn find(&self, actor: &User, id: OrderId) -> Result<Option<Order>, StoreError> {
        let order = self.orders.find(id).await?;
        Ok(order.filter(|order| self.authorization.handle_orders(actor, Some(order.user_id())).is_ok()))
    }
}
