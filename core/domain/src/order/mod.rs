mod basket;
mod item;
mod placement;
mod status;

pub use basket::{Basket, BasketLine, InvalidBasket, InvalidQuantity, Quantity};
pub use item::{OrderItem, StockClaim};
pub use placement::Unplaceable;
pub use status::{OrderStatus, UnknownOrderStatus};

use thiserror::Error;

use crate::{Entity, Id, Money, Timestamp, UserId, Version};

/// The identity of an [`Order`].
pub type OrderId = Id<Order>;

/// What a user ordered, at the prices of that moment, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    stored: StoredOrder,
}

/// An order's fields as a store holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredOrder {
    /// The identity.
    pub id: OrderId,
    /// Who ordered.
    pub user_id: UserId,
    /// What, in the order in which it was asked for; it never changes.
    pub items: Vec<OrderItem>,
    /// What all items cost together; it never changes.
    pub total: Money,
    /// How far it has come.
    pub status: OrderStatus,
    /// When it was placed.
    pub created_at: Timestamp,
    /// When its status last changed.
    pub updated_at: Timestamp,
    /// How often the order was written.
    pub version: Version,
}

/// The order has come too far to be called off, or was called off before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an order that is {status} can't be cancelled")]
pub struct NotCancellable {
    /// How far it has come.
    pub status: OrderStatus,
}

/// An order does not go there from where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an order that is {from} can't become {to}")]
pub struct InvalidTransition {
    /// Where it is.
    pub from: OrderStatus,
    /// Where it was to go.
    pub to: OrderStatus,
}

impl Order {
    /// The highest total, in the currency's smallest unit.
    pub const MAX_TOTAL: u64 = 1_000_000_000_000_000;

    /// The order that a store has.
    #[must_use]
    pub const fn from_stored(stored: StoredOrder) -> Self {
        Self { stored }
    }

    /// The fields, for a store to keep.
    #[must_use]
    pub const fn as_stored(&self) -> &StoredOrder {
        &self.stored
    }

    /// The order as it was when it was placed.
    #[must_use]
    pub fn as_placed(&self) -> Self {
        let mut placed = self.clone();
        placed.stored.status = OrderStatus::Pending;
        placed.stored.updated_at = placed.stored.created_at;
        placed.stored.version = Version::FIRST;
        placed
    }

    /// Calls the order off.
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

    /// Takes the order one step on.
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

    /// Names the state that a reader sees: another one, another name.
    #[must_use]
    pub fn state(&self) -> String {
        self.stored.version.number().to_string()
    }

    /// The identity.
    #[must_use]
    pub const fn id(&self) -> OrderId {
        self.stored.id
    }

    /// Who ordered.
    #[must_use]
    pub const fn user_id(&self) -> UserId {
        self.stored.user_id
    }

    /// What was ordered.
    #[must_use]
    pub fn items(&self) -> &[OrderItem] {
        &self.stored.items
    }

    /// What all items cost together.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.stored.total
    }

    /// How far it has come.
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
