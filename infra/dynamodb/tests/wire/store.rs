//! A store, and entities to store in it.

use std::{sync::Arc, time::Duration};

use application::{
    Actor, Attempts, Caller, Changes, CommitError, DeadLetters, Direction, Event, EventData, EventFilter, EventId,
    EventKind, Events, Housekeeping, Ids, Maintenance, Orders, Outbox, Repository, RequestId, Schema, Sessions,
    StoreError, StoredEvent, Subject, UnitOfWork,
};
use domain::{
    Basket, Order, OrderId, PasswordHash, Price, Product, ProductDetails, ProductId, ProductName, Role, SecretHash,
    Session, SessionId, SessionLifetime, Stock, Timestamp, User, UserId, Username,
};
use dynamodb_store::Settings;
use uuid::Uuid;

/// Every port of a store.
#[derive(Clone)]
pub(crate) struct Store {
    pub(crate) users: Arc<dyn Repository<User>>,
    pub(crate) sessions: Arc<dyn Sessions>,
    pub(crate) products: Arc<dyn Repository<Product>>,
    pub(crate) orders: Arc<dyn Repository<Order>>,
    pub(crate) order_lists: Arc<dyn Orders>,
    work: Arc<dyn UnitOfWork>,
    pub(crate) attempts: Arc<dyn Attempts>,
    pub(crate) events: Arc<dyn Events>,
    pub(crate) outbox: Arc<dyn Outbox>,
    pub(crate) dead_letters: Arc<dyn DeadLetters>,
    pub(crate) housekeeping: Arc<dyn Housekeeping>,
    pub(crate) maintenance: Arc<dyn Maintenance>,
    pub(crate) schema: Arc<dyn Schema>,
}

impl Store {
    pub(crate) fn new(settings: &Settings) -> Self {
        let persistence = dynamodb_store::connect(settings).expect("the URL is a store's");
        Self {
            users: persistence.resolve(),
            sessions: persistence.resolve(),
            products: persistence.resolve(),
            orders: persistence.resolve(),
            order_lists: persistence.resolve(),
            work: persistence.resolve(),
            attempts: persistence.resolve(),
            events: persistence.resolve(),
            outbox: persistence.resolve(),
            dead_letters: persistence.resolve(),
            housekeeping: persistence.resolve(),
            maintenance: persistence.resolve(),
            schema: persistence.resolve(),
        }
    }

    /// Commits what `stage` stages.
    pub(crate) async fn commit<T>(&self, stage: impl FnOnce(&mut Changes) -> T) -> Result<(), CommitError> {
        let mut changes = changes_at(1_000);
        stage(&mut changes);
        self.commit_staged(changes).await
    }

    /// Commits these changes.
    pub(crate) async fn commit_staged(&self, changes: Changes) -> Result<(), CommitError> {
        self.work.commit(changes.into_staged(self).unwrap()).await
    }

    /// All events about this subject.
    pub(crate) async fn events_about(&self, subject: impl Into<Subject>) -> Vec<StoredEvent> {
        self.events_of(&EventFilter::about(subject.into())).await
    }

    /// All events that match the filter, oldest first.
    pub(crate) async fn events_of(&self, filter: &EventFilter) -> Vec<StoredEvent> {
        self.events.list(filter, Direction::Ascending, None, 100).await.unwrap()
    }

    /// The ids of all undelivered events.
    pub(crate) async fn undelivered(&self) -> Vec<EventId> {
        let entries = self.outbox.pending(None, u16::MAX).await.unwrap();
        entries.into_iter().map(|entry| entry.event.id).collect()
    }
}

impl Ids for Store {
    fn next(&self) -> Uuid {
        Uuid::from_u128(fastrand::u128(..))
    }
}

pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap()
}

pub(crate) fn changes_at(millis: i64) -> Changes {
    Changes::by_operator(&caller(), at(millis))
}

pub(crate) fn caller() -> Caller {
    Caller { request_id: request_id(), address: None }
}

fn request_id() -> RequestId {
    RequestId::parse("test").unwrap()
}

/// Stages an event about this subject, with this number.
pub(crate) fn record(changes: &mut Changes, subject: impl Into<Subject>, number: u128) -> EventId {
    record_at(changes, 1_000, subject, number)
}

/// The same, for an event at this time.
pub(crate) fn record_at(changes: &mut Changes, millis: i64, subject: impl Into<Subject>, number: u128) -> EventId {
    let id = EventId::new(Uuid::from_u128(number));
    changes.record_event(Event {
        id,
        kind: EventKind::UserCreated,
        subject: subject.into(),
        actor: Actor::Operator,
        at: at(millis),
        request_id: request_id(),
        data: EventData::new(),
    });
    id
}

/// The user with this number.
pub(crate) fn user(number: u128) -> User {
    let name = Username::parse(&format!("user.{number}")).unwrap();
    User::new(UserId::new(Uuid::from_u128(number)), name, PasswordHash::new("hash".to_owned()), Role::User, at(1_000))
}

/// A session of `user` with this number.
pub(crate) fn session(user: &User, number: u8) -> Session {
    let lifetime =
        SessionLifetime { idle: Duration::from_mins(30), renew_below: 0.5, absolute: Duration::from_hours(12) };
    let id = SessionId::new(Uuid::from_u128(number.into()));
    Session::start(id, user, SecretHash::new([number; 32]), lifetime, at(1_000))
}

/// The product with this number, and this many units in stock.
pub(crate) fn product(number: u128, units: u64) -> Product {
    let details = ProductDetails {
        name: ProductName::parse("Tea").unwrap(),
        description: None,
        price: Some(Price::parse(250, "EUR".parse().unwrap()).unwrap()),
        stock: Stock::Units(units),
    };
    Product::new(ProductId::new(Uuid::from_u128(number)), details, at(1_000))
}

/// The order with this number, of one unit of each of these products.
pub(crate) fn placed_order(number: u128, user: &User, products: &[Product]) -> Order {
    let wanted: Vec<_> = products.iter().map(|product| (product.id(), 1)).collect();
    let id = OrderId::new(Uuid::from_u128(number));
    Order::place(id, user.id(), &Basket::parse(&wanted).unwrap(), products, at(1_000)).unwrap()
}

pub(crate) fn assert_unavailable<T>(result: Result<T, impl Into<CommitError>>) {
    match result.map_err(Into::into) {
        Err(CommitError::Store(StoreError::Unavailable(_))) => {}
        Err(other) => panic!("{other:?} is not unavailable"),
        Ok(_) => panic!("the store is available"),
    }
}

/// Asserts that the store can't be used until an operator has changed something; returns what.
pub(crate) fn assert_unusable<T>(result: Result<T, StoreError>) -> String {
    match result {
        Err(StoreError::Unusable(reason)) => reason.to_string(),
        Err(other) => panic!("{other:?} is not unusable"),
        Ok(_) => panic!("the store is usable"),
    }
}

pub(crate) fn assert_unexpected<T>(result: Result<T, impl Into<CommitError>>) {
    match result.map_err(Into::into) {
        Err(CommitError::Store(StoreError::Unexpected(_))) => {}
        Err(other) => panic!("{other:?} is not unexpected"),
        Ok(_) => panic!("the call succeeded"),
    }
}
