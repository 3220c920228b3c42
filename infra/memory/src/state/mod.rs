mod attempts;
mod commit;
mod idempotency;
mod orders;
mod outbox;
mod products;
mod sessions;
mod users;

use std::collections::HashSet;

use application::{
    Event, EventId, IdempotencyRecord, IdempotencyScope, LiveSessions, OrderPosition, OrderQuery, ProductPosition,
    UserQuery,
};
use domain::{Order, OrderId, Product, ProductId, SecretHash, Session, SessionId, Timestamp, User, UserId};

use attempts::Counters;
use idempotency::IdempotencyTable;
use orders::OrderTable;
use outbox::OutboxTable;
use products::ProductTable;
use sessions::SessionTable;
use users::UserTable;

/// What the store holds.
#[derive(Default)]
pub(crate) struct State {
    users: UserTable,
    sessions: SessionTable,
    products: ProductTable,
    orders: OrderTable,
    idempotency: IdempotencyTable,
    events: Vec<Event>,
    event_ids: HashSet<EventId>,
    pub(crate) outbox: OutboxTable,
    pub(crate) attempts: Counters,
}

impl State {
    pub(crate) fn user(&self, id: UserId) -> Option<&User> {
        self.users.get(id)
    }

    pub(crate) fn user_by_name(&self, key: &str) -> Option<&User> {
        self.users.id_of_name(key).and_then(|id| self.users.get(id))
    }

    pub(crate) fn users(&self, query: &UserQuery, limit: u16) -> Vec<User> {
        self.users.list(query, limit)
    }

    pub(crate) fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.get(id)
    }

    pub(crate) fn session_by_secret(&self, secret: SecretHash) -> Option<&Session> {
        self.sessions.id_of_secret(secret).and_then(|id| self.sessions.get(id))
    }

    pub(crate) fn live_sessions(
        &self,
        which: LiveSessions,
        after: Option<(Timestamp, SessionId)>,
        limit: u16,
    ) -> Vec<Session> {
        self.sessions.list_live(which, after, limit)
    }

    pub(crate) fn product(&self, id: ProductId) -> Option<&Product> {
        self.products.get(id)
    }

    pub(crate) fn products(&self, after: Option<ProductPosition>, limit: u16) -> Vec<Product> {
        self.products.list(after, limit)
    }

    pub(crate) fn order(&self, id: OrderId) -> Option<&Order> {
        self.orders.get(id)
    }

    pub(crate) fn orders(&self, query: OrderQuery, after: Option<OrderPosition>, limit: u16) -> Vec<Order> {
        self.orders.list(query, after, limit)
    }

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
