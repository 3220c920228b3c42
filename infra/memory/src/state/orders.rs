use std::{
    collections::{BTreeSet, HashMap},
    ops::Bound,
};

use application::{Filter, OrderQuery, Position};
use domain::{Order, UserId};

use super::{
    HasTable, State,
    table::{Indexed, Table},
};

/// The orders of each user.
#[derive(Default)]
pub(crate) struct OrderIndexes {
    by_user: HashMap<UserId, BTreeSet<Position<Order>>>,
}

impl Indexed for Order {
    type Indexes = OrderIndexes;

    fn meets(&self, filter: Filter) -> bool {
        match filter {
            Filter::Word { field: "status", word } => word == self.status().as_str(),
            Filter::Word { .. } => false,
            Filter::Owner(user) => user == self.user_id(),
        }
    }

    fn enter(&self, indexes: &mut OrderIndexes) {
        indexes.by_user.entry(self.user_id()).or_default().insert(Position::from(self));
    }

    fn leave(&self, indexes: &mut OrderIndexes) {
        if let Some(of_user) = indexes.by_user.get_mut(&self.user_id()) {
            of_user.remove(&Position::from(self));
        }
    }
}

impl HasTable<Order> for State {
    fn table(&self) -> &Table<Order> {
        &self.orders
    }
}

impl Table<Order> {
    pub(crate) fn matching(&self, query: OrderQuery, after: Option<Position<Order>>, limit: u16) -> Vec<Order> {
        let none = BTreeSet::new();
        let positions = match query.user {
            Some(user) => self.indexes().by_user.get(&user).unwrap_or(&none),
            None => self.by_creation(),
        };
        let behind = (Bound::Unbounded, after.map_or(Bound::Unbounded, Bound::Excluded));
        let orders = positions.range(behind).rev().filter_map(|position| self.get(position.id));
        orders.filter(|order| query.matches(order)).take(limit.into()).cloned().collect()
    }
}
