mod attempts;
mod commit;
mod idempotency;
mod load;
mod occupant;
mod orders;
mod outbox;
mod product_stock;
mod products;
mod sessions;
mod table;
mod users;

use std::collections::HashSet;

use application::{Change, Event, EventId, IdempotencyRecord, IdempotencyScope, StoredEvent};
use domain::Timestamp;

use attempts::Counters;
use commit::TableWrite;
use idempotency::IdempotencyTable;
pub(crate) use load::MaintenanceState;
use outbox::OutboxTable;
pub(crate) use table::{Indexed, Table};

/// The contents of the store.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) orders: Table<domain::Order>,
    pub(crate) products: Table<domain::Product>,
    pub(crate) sessions: Table<domain::Session>,
    pub(crate) users: Table<domain::User>,
    idempotency: IdempotencyTable,
    recorded: Vec<Event>,
    /// Those that were recorded here, and those of other stores, perhaps of a newer binary.
    events: Vec<StoredEvent>,
    event_ids: HashSet<EventId>,
    pub(crate) outbox: OutboxTable,
    pub(crate) attempts: Counters,
    pub(crate) maintenance: Option<MaintenanceState>,
}

/// The table of each kind of entity that has a repository.
pub(crate) trait HasTable<E: Indexed> {
    fn table(&self) -> &Table<E>;
}

impl State {
    /// `change` with the table that it writes.
    fn write_of<'a>(&'a mut self, change: &'a Change) -> Box<dyn TableWrite + 'a> {
        match change {
            Change::DeadLetter(redrive) => Box::new((&mut self.outbox, redrive)),
            Change::Idempotency(write) => Box::new((&mut self.idempotency, write)),
            Change::Order(write) => Box::new((&mut self.orders, write)),
            Change::Product(write) => Box::new((&mut self.products, write)),
            Change::ProductStock(stock_move) => Box::new((&mut self.products, stock_move)),
            Change::Session(write) => Box::new((&mut self.sessions, write)),
            Change::User(write) => Box::new((&mut self.users, write)),
        }
    }

    pub(crate) fn idempotency_record(&self, scope: &IdempotencyScope, now: Timestamp) -> Option<&IdempotencyRecord> {
        self.idempotency.find(scope, now)
    }

    /// Removes what is expired at `now`, at most `at_most` of each kind, and returns the number.
    pub(crate) fn purge(&mut self, now: Timestamp, at_most: u16) -> u64 {
        self.sessions.purge(now, at_most) + self.attempts.purge(now, at_most) + self.idempotency.purge(now, at_most)
    }

    /// The events that were recorded here.
    pub(crate) fn recorded_events(&self) -> &[Event] {
        &self.recorded
    }

    /// Every event.
    pub(crate) fn events(&self) -> &[StoredEvent] {
        &self.events
    }

    pub(crate) fn idempotency_records(&self) -> impl Iterator<Item = IdempotencyRecord> {
        self.idempotency.all().cloned()
    }
}
