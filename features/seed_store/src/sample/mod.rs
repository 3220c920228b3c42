mod chance;
mod orders;
mod products;
mod users;
mod words;

use application::{Caller, Changes, Event};
use domain::{PasswordHash, Product, User};

use crate::SeedPlan;
use chance::Chance;

/// The number of products and users that orders are drawn from: the first ones, since keeping a million would take a
/// gigabyte.
const REMEMBERED: usize = 10_000;

/// The products, users and orders of a plan, one after the other, each with its events.
pub(crate) struct Sample {
    chance: Chance,
    left: Left,
    hash: PasswordHash,
    caller: Caller,
    products: Vec<Product>,
    users: Vec<User>,
}

struct Left {
    products: u32,
    users: u32,
    orders: u32,
}

/// An entity of the sample, and its events.
pub(crate) struct Entry {
    /// Stages its insert.
    pub(crate) stage: Box<dyn FnOnce(&mut Changes) + Send>,
    pub(crate) events: Vec<Event>,
}

impl Sample {
    pub(crate) fn new(plan: &SeedPlan, hash: PasswordHash, caller: &Caller) -> Self {
        Self {
            chance: Chance::new(plan.seed),
            left: Left { products: plan.products, users: plan.users, orders: plan.orders },
            hash,
            caller: caller.clone(),
            products: Vec::new(),
            users: Vec::new(),
        }
    }
}

impl Iterator for Sample {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if take_one(&mut self.left.products) {
            let product = products::product(&mut self.chance);
            if product.price().is_some() && self.products.len() < REMEMBERED {
                self.products.push(product.clone());
            }
            return Some(products::entry(product, &mut self.chance, &self.caller));
        }
        if take_one(&mut self.left.users) {
            let user = users::user(&mut self.chance, self.hash.clone());
            if self.users.len() < REMEMBERED {
                self.users.push(user.clone());
            }
            return Some(users::entry(user, &mut self.chance, &self.caller));
        }
        take_one(&mut self.left.orders)
            .then(|| orders::entry(&self.products, &self.users, &mut self.chance, &self.caller))
            .flatten()
    }
}

fn take_one(left: &mut u32) -> bool {
    let some = *left > 0;
    *left = left.saturating_sub(1);
    some
}
