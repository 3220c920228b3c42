mod accounts;
mod assertions;
mod orders;
mod products;

pub(crate) use accounts::{changed, changed_session, demoted, username};
pub(crate) use assertions::{assert_committed, assert_conflict, only_winner, winners};
pub(crate) use orders::{changed_order, in_status, quantity, with_expected_stock};
pub(crate) use products::{changed_product, edited, price};

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use application::{
    Actor, Attempts, Caller, Changes, Checkpoint, CommitError, DeadLetters, Direction, Event, EventData, EventFilter,
    EventId, EventKind, Events, Housekeeping, IdempotencyRecords, Ids, Load, LoadError, Maintenance, Orders, Outbox,
    OutboxPosition, Persistence, Repository, RequestId, Rows, Schema, Sessions, StoreError, StoredEvent, Subject,
    UnitOfWork, Users,
};
use domain::{Order, Product, Timestamp, User};
use futures_util::future::join_all;
use tokio::sync::Barrier;
use uuid::Uuid;

/// A store under test, with helpers that fill it.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) persistence: Arc<dyn Persistence>,
    pub(crate) users: Arc<dyn Users>,
    pub(crate) sessions: Arc<dyn Sessions>,
    pub(crate) products: Arc<dyn Repository<Product>>,
    pub(crate) orders: Arc<dyn Repository<Order>>,
    pub(crate) order_lists: Arc<dyn Orders>,
    pub(crate) all_users: Arc<dyn Repository<User>>,
    pub(crate) idempotency_records: Arc<dyn IdempotencyRecords>,
    pub(crate) work: Arc<dyn UnitOfWork>,
    pub(crate) attempts: Arc<dyn Attempts>,
    pub(crate) events: Arc<dyn Events>,
    pub(crate) outbox: Arc<dyn Outbox>,
    pub(crate) dead_letters: Arc<dyn DeadLetters>,
    pub(crate) housekeeping: Arc<dyn Housekeeping>,
    pub(crate) schema: Arc<dyn Schema>,
    pub(crate) maintenance: Arc<dyn Maintenance>,
    made: Arc<AtomicU64>,
}

impl World {
    pub(crate) fn new(persistence: &Arc<dyn Persistence>) -> Self {
        Self {
            persistence: persistence.clone(),
            users: persistence.resolve(),
            sessions: persistence.resolve(),
            products: persistence.resolve(),
            orders: persistence.resolve(),
            order_lists: persistence.resolve(),
            all_users: persistence.resolve(),
            idempotency_records: persistence.resolve(),
            work: persistence.resolve(),
            attempts: persistence.resolve(),
            events: persistence.resolve(),
            outbox: persistence.resolve(),
            dead_letters: persistence.resolve(),
            housekeeping: persistence.resolve(),
            schema: persistence.resolve(),
            maintenance: persistence.resolve(),
            made: Arc::default(),
        }
    }

    /// A new id; they ascend.
    pub(crate) fn uuid(&self) -> Uuid {
        Uuid::from_u128(0x019b_76da_a800_7000_8000_0000_0000_0000 + u128::from(self.number()))
    }

    fn number(&self) -> u64 {
        self.made.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Commits what `stage` stages.
    pub(crate) async fn commit<T>(&self, stage: impl FnOnce(&mut Changes) -> T) -> Result<(), CommitError> {
        self.commit_staged(staged(stage)).await
    }

    /// Commits these changes, as a use case does.
    pub(crate) async fn commit_staged(&self, changes: Changes) -> Result<(), CommitError> {
        let staged = changes.into_staged(self).map_err(|error| StoreError::Unexpected(error.into()))?;
        self.work.commit(staged).await
    }

    /// Commits what `stage` stages, which must succeed, and returns its result.
    pub(crate) async fn committed<T>(&self, stage: impl FnOnce(&mut Changes) -> T) -> T {
        let mut staged = None;
        assert_committed(&self.commit(|changes| staged = Some(stage(changes))).await);
        staged.expect("it was staged")
    }

    /// Begins maintenance, at 5,000.
    pub(crate) async fn begin_maintenance(&self) {
        self.maintenance.begin(at(5_000)).await.expect("maintenance begins");
    }

    pub(crate) async fn load(&self, rows: Rows) -> Result<(), LoadError> {
        let load: Arc<dyn Load> = self.persistence.resolve();
        load.load(rows, &Checkpoint("so far".to_owned())).await
    }

    /// Loads these rows, which must succeed.
    pub(crate) async fn loaded(&self, rows: Rows) {
        self.load(rows).await.expect("the rows are loaded");
    }

    /// Stages an event about this subject.
    pub(crate) fn record_about(&self, changes: &mut Changes, subject: impl Into<Subject>) -> EventId {
        let id = EventId::new(self.uuid());
        changes.record_event(event(id, subject.into()));
        id
    }

    /// Every event, oldest first.
    pub(crate) async fn all_events(&self) -> Vec<StoredEvent> {
        self.events_of(&EventFilter::default()).await
    }

    /// The events that the filter lets through, oldest first.
    pub(crate) async fn events_of(&self, filter: &EventFilter) -> Vec<StoredEvent> {
        self.events.list(filter, Direction::Ascending, None, u16::MAX).await.expect("the store answers")
    }

    /// The ids of all undelivered events, in their order.
    pub(crate) async fn undelivered(&self) -> Vec<EventId> {
        let pending = self.outbox.pending(None, u16::MAX).await.expect("the store answers");
        pending.into_iter().map(|entry| entry.event.id).collect()
    }

    /// The position of the undelivered event in the outbox.
    pub(crate) async fn position_of(&self, event: EventId) -> OutboxPosition {
        let pending = self.outbox.pending(None, u16::MAX).await.expect("the store answers");
        let found = pending.into_iter().find(|entry| entry.event.id == event);
        found.expect("the event is undelivered").position
    }

    /// Asserts that there are no events, and none to deliver.
    pub(crate) async fn assert_no_events(&self) {
        assert_eq!(self.all_events().await, []);
        assert_eq!(self.undelivered().await, []);
    }

    /// Commits all of `all` concurrently, from tasks that are released together.
    pub(crate) async fn race(&self, all: Vec<Changes>) -> Vec<Result<(), CommitError>> {
        let commit = |changes| {
            let world = self.clone();
            async move { world.commit_staged(changes).await }
        };
        Self::at_once(all.into_iter().map(commit)).await
    }

    /// The results of all of `all`, run in tasks that are released together.
    pub(crate) async fn at_once<F>(all: impl ExactSizeIterator<Item = F>) -> Vec<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send,
    {
        let start = Arc::new(Barrier::new(all.len()));
        let run = |act: F| {
            let start = Arc::clone(&start);
            tokio::spawn(async move {
                start.wait().await;
                act.await
            })
        };
        let tasks: Vec<_> = all.map(run).collect();
        join_all(tasks).await.into_iter().map(|joined| joined.expect("no task panics")).collect()
    }
}

/// Empty changes.
pub(crate) fn changes() -> Changes {
    changes_at(at(1_000))
}

pub(crate) fn changes_at(now: Timestamp) -> Changes {
    Changes::by_operator(&Caller { request_id: request_id(), address: None }, now)
}

/// An event with the time and the actor of [`changes`].
pub(crate) fn event(id: EventId, subject: Subject) -> Event {
    Event {
        id,
        kind: EventKind::UserSignedUp,
        subject,
        actor: Actor::Operator,
        at: at(1_000),
        request_id: request_id(),
        data: EventData::new(),
    }
}

fn request_id() -> RequestId {
    RequestId::parse("request-1").expect("the request id is sane")
}

impl Ids for World {
    fn next(&self) -> Uuid {
        self.uuid()
    }
}

/// The changes that `stage` stages.
pub(crate) fn staged<T>(stage: impl FnOnce(&mut Changes) -> T) -> Changes {
    let mut changes = changes();
    stage(&mut changes);
    changes
}

pub(crate) fn at(unix_millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(unix_millis).expect("the moment is in range")
}
