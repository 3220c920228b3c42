use async_trait::async_trait;
use domain::{Order, OrderId, OrderStatus, Timestamp, UserId};
use shaku::Interface;

use super::StoreError;

/// Reads orders. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Orders: Interface {
    /// The order with this id; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, id: OrderId) -> Result<Option<Order>, StoreError>;

    /// The first `limit` orders that `query` lets through, of those behind `after`, newest first: in the descending
    /// order of their creation, those of one moment by descending id.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list(&self, query: OrderQuery, after: Option<OrderPosition>, limit: u16)
    -> Result<Vec<Order>, StoreError>;
}

/// Which orders to list; the default lets all of them through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderQuery {
    /// Only those of this user.
    pub user: Option<UserId>,
    /// Only those of this status.
    pub status: Option<OrderStatus>,
}

/// Where an order stands in the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderPosition {
    /// When it was placed.
    pub created_at: Timestamp,
    /// The identity.
    pub id: OrderId,
}

impl OrderQuery {
    /// Whether `order` is let through.
    #[must_use]
    pub fn matches(&self, order: &Order) -> bool {
        self.user.is_none_or(|user| user == order.user_id())
            && self.status.is_none_or(|status| status == order.status())
    }
}

impl From<&Order> for OrderPosition {
    fn from(order: &Order) -> Self {
        Self { created_at: order.created_at(), id: order.id() }
    }
}
