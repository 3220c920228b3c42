use std::collections::HashSet;

use domain::{Order, OrderId, Role, User, UserId};
use sha2::{Digest as _, Sha256};

use super::kind::{Item, Row};
use crate::{Change, Write};

/// What must hold for the rows of a store, whatever a digest says. Values of one row are valid by their types, such as a
/// stock that is not negative.
#[derive(Debug, Default)]
pub struct Invariants {
    /// Hashes of the names: the names themselves would take several times the memory.
    names: HashSet<[u8; 16]>,
    users: u64,
    has_active_super_admin: bool,
    violations: Vec<Violation>,
}

/// A rule that the rows break.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// Two users have one name.
    #[error("user {0} has a name that another user has")]
    NameTwice(UserId),
    /// The total of an order is not the sum of its items.
    #[error("the total of order {0} is not the sum of its items")]
    Total(OrderId),
    /// There are users, and no active super admin among them.
    #[error("there is no active super admin")]
    NoSuperAdmin,
}

impl Invariants {
    pub(super) fn observe(&mut self, item: &Item) {
        if let Row::Insert(Change::Order(Write::Insert(order))) = &item.row {
            self.observe_order(order);
        }
        if let Row::Insert(Change::User(Write::Insert(user))) = &item.row {
            self.observe_user(user);
        }
    }

    fn observe_user(&mut self, user: &User) {
        self.users += 1;
        self.has_active_super_admin |= user.is_active() && user.role() == Role::SuperAdmin;
        let hash: [u8; 32] = Sha256::digest(user.username().key().as_bytes()).into();
        let half = hash.first_chunk().copied().unwrap_or_default();
        if !self.names.insert(half) {
            self.violations.push(Violation::NameTwice(user.id()));
        }
    }

    fn observe_order(&mut self, order: &Order) {
        if !is_sum(order) {
            self.violations.push(Violation::Total(order.id()));
        }
    }

    /// The broken rules, once all rows were observed.
    #[must_use]
    pub fn violations(mut self) -> Vec<Violation> {
        if self.users > 0 && !self.has_active_super_admin {
            self.violations.push(Violation::NoSuperAdmin);
        }
        self.violations
    }
}

fn is_sum(order: &Order) -> bool {
    let mut sum = Some(0_u64);
    for item in order.items() {
        let price = item.unit_price.money();
        if price.currency != order.total().currency {
            return false;
        }
        let amount = price.amount.checked_mul(item.quantity.into());
        sum = sum.zip(amount).and_then(|(sum, amount)| sum.checked_add(amount));
    }
    sum == Some(order.total().amount)
}
