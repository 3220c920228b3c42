use std::{
    collections::{BTreeSet, HashMap},
    ops::Bound,
};

use application::{OrderPosition, OrderQuery};
use domain::{Order, OrderId, UserId};

/// The orders, and the orders in which they are listed.
#[derive(Default)]
pub(super) struct OrderTable {
    rows: HashMap<OrderId, Order>,
    by_creation: BTreeSet<OrderPosition>,
    by_user: HashMap<UserId, BTreeSet<OrderPosition>>,
}

impl OrderTable {
    pub(super) fn get(&self, id: OrderId) -> Option<&Order> {
        self.rows.get(&id)
    }

    pub(super) fn insert(&mut self, order: Order) {
        let position = OrderPosition::from(&order);
        self.by_creation.insert(position);
        self.by_user.entry(order.user_id()).or_default().insert(position);
        self.rows.insert(order.id(), order);
    }

    /// Gives the order with this id the status of `order`; what was ordered stays.
    pub(super) fn update_status(&mut self, order: &Order) {
        if let Some(row) = self.rows.get_mut(&order.id()) {
            let mut stored = row.as_stored().clone();
            stored.status = order.status();
            stored.updated_at = order.updated_at();
            stored.version = order.version();
            *row = Order::from_stored(stored);
        }
    }

    pub(super) fn list(&self, query: OrderQuery, after: Option<OrderPosition>, limit: u16) -> Vec<Order> {
        let none = BTreeSet::new();
        let positions = match query.user {
            Some(user) => self.by_user.get(&user).unwrap_or(&none),
            None => &self.by_creation,
        };
        let behind = (Bound::Unbounded, after.map_or(Bound::Unbounded, Bound::Excluded));
        let orders = positions.range(behind).rev().filter_map(|position| self.rows.get(&position.id));
        orders.filter(|order| query.matches(order)).take(limit.into()).cloned().collect()
    }
}
