use async_trait::async_trait;
use domain::{Order, OrderStatus, UserId};
use shaku::Interface;

use super::{Position, StoreError};

/// Lists orders by user and status. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Orders: Interface {
    /// The first `limit` orders that match `query`, after `after`, newest first: by descending time of creation, those
    /// of one moment by descending id.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list(
        &self,
        query: OrderQuery,
        after: Option<Position<Order>>,
        limit: u16,
    ) -> Result<Vec<Order>, StoreError>;
}

/// Which orders to list; the default matches all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderQuery {
    /// Only those of this user.
    pub user: Option<UserId>,
    /// Only those with this status.
    pub status: Option<OrderStatus>,
}

impl OrderQuery {
    /// Whether `order` matches.
    #[must_use]
    pub fn matches(&self, order: &Order) -> bool {
        self.user.is_none_or(|user| user == order.user_id())
            && self.status.is_none_or(|status| status == order.status())
    }
}
