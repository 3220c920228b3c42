mod attempts;
mod commit;
mod idempotency;
mod orders;
mod outbox;
mod products;
mod sessions;
mod table;
mod users;

use std::collections::HashSet;

use application::{Event, EventId, IdempotencyRecord, IdempotencyScope};
use domain::{Order, Product, Session, Timestamp, User};

use attempts::Counters;
use idempotency::IdempotencyTable;
use outbox::OutboxTable;
pub(crate) use table::{Indexed, Table};

/// What the store holds.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) orders: Table<Order>,
    pub(crate) products: Table<Product>,
    pub(crate) sessions: Table<Session>,
    pub(crate) users: Table<User>,
    idempotency: IdempotencyTable,
    events: Vec<Event>,
    event_ids: HashSet<EventId>,
    pub(crate) outbox: OutboxTable,
    pub(crate) attempts: Counters,
}

/// The table of each kind of entity that there is a repository of.
pub(crate) trait HasTable<E: Indexed> {
    fn table(&self) -> &Table<E>;
}

impl HasTable<Order> for State {
    fn table(&self) -> &Table<Order> {
        &self.orders
    }
}

impl HasTable<Product> for State {
    fn table(&self) -> &Table<Product> {
        &self.products
    }
}

impl HasTable<User> for State {
    fn table(&self) -> &Table<User> {
        &self.users
    }
}

impl State {
    pub(crate) fn idempotency_record(&self, scope: &IdempotencyScope, now: Timestamp) -> Option<&IdempotencyRecord> {
        self.idempotency.find(scope, now)
    }

    /// Removes what is expired at `now`, at most `at_most` of each kind, and answers how much that was.
    pub(crate) fn purge(&mut self, now: Timestamp, at_most: u16) -> u64 {
        self.sessions.purge(now, at_most) + self.attempts.purge(now, at_most) + self.idempotency.purge(now, at_most)
    }

    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }
}
