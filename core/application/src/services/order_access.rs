use std::sync::Arc;

use async_trait::async_trait;
use domain::{Order, OrderId, User};
use shaku::{Component, Interface};

use super::Authorization;
use crate::{Repository, StoreError};

/// Finds orders for those who may see and cancel them: the one way in for every slice that is asked for an order by its
/// owner or by an admin.
#[async_trait]
pub trait OrderAccess: Interface {
    /// The order with this id; `None` where there is none, and where `actor` may not handle it. The two are not told
    /// apart, so nobody learns from a refusal that somebody else has such an order.
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
