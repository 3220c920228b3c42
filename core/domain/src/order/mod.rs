mod basket;
mod item;
mod placement;
mod status;

pub use basket::{Basket, BasketLine, InvalidBasket, InvalidQuantity, Quantity};
pub use item::{OrderItem, StockClaim};
pub use placement::Unplaceable;
pub use status::{OrderStatus, UnknownOrderStatus};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Entity, Id, Money, Timestamp, UserId, Version};

/// The identity of an [`Order`].
pub type OrderId = Id<Order>;

/// What a user ordered, at the prices of that moment, and its status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Order {
    stored: StoredOrder,
}

/// An order's fields as a store holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StoredOrder {
    /// The identity.
    pub id: OrderId,
    /// The user who ordered.
    pub user_id: UserId,
    /// The items, in the order in which they were requested; they never change.
    pub items: Vec<OrderItem>,
    /// The sum over all items; it never changes.
    pub total: Money,
    /// The status.
    pub status: OrderStatus,
    /// When it was placed.
    pub created_at: Timestamp,
    /// When its status last changed.
    pub updated_at: Timestamp,
    /// The version: how often the order was written.
    pub version: Version,
}

/// The order can't be cancelled: it was shipped, delivered or cancelled already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an order that is {status} can't be cancelled")]
pub struct NotCancellable {
    /// The present status.
    pub status: OrderStatus,
}

/// The status of the order can't change in this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an order that is {from} can't become {to}")]
pub struct InvalidTransition {
    /// The present status.
    pub from: OrderStatus,
    /// The requested status.
    pub to: OrderStatus,
}

impl Order {
    /// The highest total, in the currency's smallest unit.
    pub const MAX_TOTAL: u64 = 1_000_000_000_000_000;

    /// Restores an order from a store.
    #[must_use]
    pub const fn from_stored(stored: StoredOrder) -> Self {
        Self { stored }
    }

    /// The fields, for storing.
    #[must_use]
    pub const fn as_stored(&self) -> &StoredOrder {
        &self.stored
    }

    /// Creates an order that is being placed.
    #[must_use]
    pub fn as_placed(&self) -> Self {
        let mut placed = self.clone();
        placed.stored.status = OrderStatus::Pending;
        placed.stored.updated_at = placed.stored.created_at;
        placed.stored.version = Version::FIRST;
        placed
    }

    /// Cancels the order.
    ///
    /// # Errors
    /// [`NotCancellable`] unless it is pending or processing.
    pub fn cancel(&mut self, now: Timestamp) -> Result<(), NotCancellable> {
        if !self.stored.status.is_cancellable() {
            return Err(NotCancellable { status: self.stored.status });
        }
        self.become_status(OrderStatus::Cancelled, now);
        Ok(())
    }

    /// Advances the order to its next status.
    ///
    /// # Errors
    /// [`InvalidTransition`] unless `to` is the next status.
    pub fn advance(&mut self, to: OrderStatus, now: Timestamp) -> Result<(), InvalidTransition> {
        let from = self.stored.status;
        if from.next() != Some(to) {
            return Err(InvalidTransition { from, to });
        }
        self.become_status(to, now);
        Ok(())
    }

    fn become_status(&mut self, status: OrderStatus, now: Timestamp) {
        self.stored.status = status;
        self.stored.updated_at = now.following(self.stored.updated_at);
    }

    /// A name of the state that a reader sees (an entity tag): another state has another name.
    #[must_use]
    pub fn state(&self) -> String {
        self.stored.version.number().to_string()
    }

    /// The identity.
    #[must_use]
    pub const fn id(&self) -> OrderId {
        self.stored.id
    }

    /// The user who ordered.
    #[must_use]
    pub const fn user_id(&self) -> UserId {
        self.stored.user_id
    }

    /// The items.
    #[must_use]
    pub fn items(&self) -> &[OrderItem] {
        &self.stored.items
    }

    /// The sum over all items.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.stored.total
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> OrderStatus {
        self.stored.status
    }

    /// When it was placed.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.stored.created_at
    }

    /// When its status last changed.
    #[must_use]
    pub const fn updated_at(&self) -> Timestamp {
        self.stored.updated_at
    }

    /// The version that was read.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.stored.version
    }
}

impl Entity for Order {
    const COLLECTION: &'static str = "orders";

    fn id(&self) -> Id<Self> {
        self.stored.id
    }

    fn created_at(&self) -> Timestamp {
        self.stored.created_at
    }

    fn version(&self) -> Version {
        self.stored.version
    }

    fn into_next_version(mut self) -> Self {
        self.stored.version = self.stored.version.next();
        self
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_unix_millis(millis).unwrap()
    }

    fn order(status: OrderStatus) -> Order {
        Order::from_stored(StoredOrder {
            id: OrderId::new(Uuid::from_u128(1)),
            user_id: UserId::new(Uuid::from_u128(2)),
            items: Vec::new(),
            total: Money { amount: 0, currency: "EUR".parse().unwrap() },
            status,
            created_at: at(1_000),
            updated_at: at(1_000),
            version: Version::FIRST,
        })
    }

    #[test]
    fn an_order_can_be_cancelled_while_it_is_pending_or_processing() {
        for status in OrderStatus::ALL.iter().copied() {
            let mut order = order(status);
            let cancellable = matches!(status, OrderStatus::Pending | OrderStatus::Processing);
            let expected = if cancellable { Ok(()) } else { Err(NotCancellable { status }) };
            assert_eq!(order.cancel(at(2_000)), expected, "{status}");
            let after = if cancellable { (OrderStatus::Cancelled, at(2_000)) } else { (status, at(1_000)) };
            assert_eq!((order.status(), order.updated_at()), after);
        }
    }

    #[test]
    fn an_order_advances_step_by_step() {
        use OrderStatus::{Delivered, Pending, Processing, Shipped};
        let legal = [(Pending, Processing), (Processing, Shipped), (Shipped, Delivered)];
        for from in OrderStatus::ALL.iter().copied() {
            for to in OrderStatus::ALL.iter().copied() {
                let mut order = order(from);
                let moves = legal.contains(&(from, to));
                let expected = if moves { Ok(()) } else { Err(InvalidTransition { from, to }) };
                assert_eq!(order.advance(to, at(2_000)), expected, "{from} to {to}");
                assert_eq!(order.status(), if moves { to } else { from });
            }
        }
    }

    #[test]
    fn changes_follow_each_other_in_time_also_while_the_clock_goes_back() {
        let mut order = order(OrderStatus::Pending);
        order.advance(OrderStatus::Processing, at(500)).unwrap();
        assert_eq!(order.updated_at(), at(1_001));
        order.cancel(at(500)).unwrap();
        assert_eq!(order.updated_at(), at(1_002));
    }

    #[test]
    fn an_order_is_known_as_it_was_placed() {
        let placed = order(OrderStatus::Pending);
        let mut later = placed.clone();
        later.cancel(at(2_000)).unwrap();
        let later = later.into_next_version();
        assert_ne!(later.state(), placed.state());
        assert_eq!(later.as_placed(), placed);
    }
}
