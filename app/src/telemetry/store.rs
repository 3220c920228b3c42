use std::sync::Arc;

use application::{
    Adjustments, Attempts, AttemptsKey, AttemptsMade, CommitError, DeadLetter, DeadLetters, Direction, Dump,
    EventFilter, EventId, EventPosition, Events, Filter, Held, Holder, HolderParameters, Housekeeping,
    IdempotencyRecord, IdempotencyRecords, IdempotencyScope, LiveSessions, Load, Maintenance, OrderQuery, Orders,
    Outbox, Persistence, Position, Quota, Repository, Schema, Sessions, Staged, StoreError, StoredEvent, UnitOfWork,
    UserQuery, Users,
};
use async_trait::async_trait;
use domain::{Entity, Id, Order, SecretHash, Session, SessionId, Timestamp, User, UserId, Username};
use shaku::{Component, HasComponent, ModuleBuildContext, module};

use super::store_span::StoreSpans;
use crate::configuration::StoreUrl;

module! {
    TracedPersistence: Persistence {
        components = [
            TracedAttempts, TracedDeadLetters, TracedEvents, TracedIdempotencyRecords, TracedOrders, TracedSessions,
            TracedUnitOfWork, TracedUsers, Holder<TracedRepositories>,
        ],
        providers = [],

        // Ports that no request uses are not traced.
        use dyn Persistence {
            components = [dyn Dump, dyn Housekeeping, dyn Load, dyn Maintenance, dyn Outbox, dyn Schema],
            providers = []
        }
    }
}

/// Wraps a store: a span around each call of a port that requests use.
pub(crate) fn traced(store: &Arc<dyn Persistence>, url: &StoreUrl) -> Arc<dyn Persistence> {
    let spans = StoreSpans::of(url);
    let repositories = TracedRepositories { store: store.clone(), spans: spans.clone() };
    let module = TracedPersistence::builder(store.clone())
        .with_component_parameters::<Holder<TracedRepositories>>(HolderParameters::of(repositories))
        .with_component_parameters::<TracedAttempts>(TracedAttemptsParameters {
            attempts: store.resolve(),
            spans: spans.clone(),
        })
        .with_component_parameters::<TracedDeadLetters>(TracedDeadLettersParameters {
            dead_letters: store.resolve(),
            spans: spans.clone(),
        })
        .with_component_parameters::<TracedEvents>(TracedEventsParameters {
            events: store.resolve(),
            spans: spans.clone(),
        })
        .with_component_parameters::<TracedIdempotencyRecords>(TracedIdempotencyRecordsParameters {
            records: store.resolve(),
            spans: spans.clone(),
        })
        .with_component_parameters::<TracedOrders>(TracedOrdersParameters {
            orders: store.resolve(),
            spans: spans.clone(),
        })
        .with_component_parameters::<TracedSessions>(TracedSessionsParameters {
            sessions: store.resolve(),
            spans: spans.clone(),
        })
        .with_component_parameters::<TracedUnitOfWork>(TracedUnitOfWorkParameters {
            work: store.resolve(),
            spans: spans.clone(),
        })
        .with_component_parameters::<TracedUsers>(TracedUsersParameters { users: store.resolve(), spans })
        .build();
    Arc::new(module)
}

#[derive(Component)]
#[shaku(interface = Attempts)]
struct TracedAttempts {
    attempts: Arc<dyn Attempts>,
    spans: StoreSpans,
}

#[async_trait]
impl Attempts for TracedAttempts {
    async fn read(&self, keys: &[AttemptsKey], now: Timestamp) -> Result<Vec<Option<AttemptsMade>>, StoreError> {
        self.spans.call("read", "attempts", self.attempts.read(keys, now)).await
    }

    async fn take(&self, quotas: &[Quota], now: Timestamp) -> Result<Result<(), Timestamp>, StoreError> {
        self.spans.call("take", "attempts", self.attempts.take(quotas, now)).await
    }

    async fn settle(&self, adjustments: Adjustments, now: Timestamp) -> Result<(), StoreError> {
        self.spans.call("settle", "attempts", self.attempts.settle(adjustments, now)).await
    }
}

#[derive(Component)]
#[shaku(interface = DeadLetters)]
struct TracedDeadLetters {
    dead_letters: Arc<dyn DeadLetters>,
    spans: StoreSpans,
}

#[async_trait]
impl DeadLetters for TracedDeadLetters {
    async fn find(&self, event: EventId) -> Result<Option<DeadLetter>, StoreError> {
        self.spans.call("find", "dead_letters", self.dead_letters.find(event)).await
    }

    async fn list(&self, after: Option<EventId>, limit: u16) -> Result<Vec<DeadLetter>, StoreError> {
        self.spans.call("list", "dead_letters", self.dead_letters.list(after, limit)).await
    }
}

#[derive(Component)]
#[shaku(interface = Events)]
struct TracedEvents {
    events: Arc<dyn Events>,
    spans: StoreSpans,
}

#[async_trait]
impl Events for TracedEvents {
    async fn list(
        &self,
        filter: &EventFilter,
        direction: Direction,
        after: Option<EventPosition>,
        limit: u16,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        self.spans.call("list", "events", self.events.list(filter, direction, after, limit)).await
    }
}

#[derive(Component)]
#[shaku(interface = IdempotencyRecords)]
struct TracedIdempotencyRecords {
    records: Arc<dyn IdempotencyRecords>,
    spans: StoreSpans,
}

#[async_trait]
impl IdempotencyRecords for TracedIdempotencyRecords {
    async fn find(&self, scope: &IdempotencyScope, now: Timestamp) -> Result<Option<IdempotencyRecord>, StoreError> {
        self.spans.call("find", "idempotency_records", self.records.find(scope, now)).await
    }
}

#[derive(Component)]
#[shaku(interface = Orders)]
struct TracedOrders {
    orders: Arc<dyn Orders>,
    spans: StoreSpans,
}

#[async_trait]
impl Orders for TracedOrders {
    async fn list(
        &self,
        query: OrderQuery,
        after: Option<Position<Order>>,
        limit: u16,
    ) -> Result<Vec<Order>, StoreError> {
        self.spans.call("list", "orders", self.orders.list(query, after, limit)).await
    }
}

/// [`Repository`] of every kind of entity.
struct TracedRepositories {
    store: Arc<dyn Persistence>,
    spans: StoreSpans,
}

impl TracedRepositories {
    fn inner<E: Entity>(&self) -> &dyn Repository<E>
    where
        dyn Persistence: HasComponent<dyn Repository<E>>,
    {
        HasComponent::resolve_ref(&*self.store)
    }
}

#[async_trait]
impl<E: Entity> Repository<E> for TracedRepositories
where
    dyn Persistence: HasComponent<dyn Repository<E>>,
{
    async fn find(&self, id: Id<E>) -> Result<Option<E>, StoreError> {
        self.spans.call("find", E::COLLECTION, self.inner().find(id)).await
    }

    async fn find_all(&self, ids: &[Id<E>]) -> Result<Vec<E>, StoreError> {
        self.spans.call("find_all", E::COLLECTION, self.inner().find_all(ids)).await
    }

    async fn list(&self, after: Option<Position<E>>, limit: u16) -> Result<Vec<E>, StoreError> {
        self.spans.call("list", E::COLLECTION, self.inner().list(after, limit)).await
    }

    async fn list_matching(
        &self,
        filters: &[Filter],
        after: Option<Position<E>>,
        limit: u16,
    ) -> Result<Vec<E>, StoreError> {
        self.spans.call("list_matching", E::COLLECTION, self.inner().list_matching(filters, after, limit)).await
    }
}

impl<E: Entity> HasComponent<dyn Repository<E>> for TracedPersistence
where
    dyn Persistence: HasComponent<dyn Repository<E>>,
{
    fn build_component(context: &mut ModuleBuildContext<Self>) -> Arc<dyn Repository<E>> {
        <Self as HasComponent<dyn Held<TracedRepositories>>>::build_component(context).held().clone()
    }

    fn resolve(&self) -> Arc<dyn Repository<E>> {
        HasComponent::<dyn Held<TracedRepositories>>::resolve_ref(self).held().clone()
    }

    fn resolve_ref(&self) -> &dyn Repository<E> {
        &**HasComponent::<dyn Held<TracedRepositories>>::resolve_ref(self).held()
    }
}

#[derive(Component)]
#[shaku(interface = Sessions)]
struct TracedSessions {
    sessions: Arc<dyn Sessions>,
    spans: StoreSpans,
}

#[async_trait]
impl Sessions for TracedSessions {
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError> {
        self.spans.call("find_with_user", "sessions", self.sessions.find_with_user(user, secret)).await
    }

    async fn find(&self, user: UserId, session: SessionId) -> Result<Option<Session>, StoreError> {
        self.spans.call("find", "sessions", self.sessions.find(user, session)).await
    }

    async fn list_live(
        &self,
        which: LiveSessions,
        after: Option<Position<Session>>,
        limit: u16,
    ) -> Result<Vec<Session>, StoreError> {
        self.spans.call("list_live", "sessions", self.sessions.list_live(which, after, limit)).await
    }
}

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
struct TracedUnitOfWork {
    work: Arc<dyn UnitOfWork>,
    spans: StoreSpans,
}

#[async_trait]
impl UnitOfWork for TracedUnitOfWork {
    async fn commit(&self, staged: Staged) -> Result<(), CommitError> {
        self.spans.commit(self.work.commit(staged)).await
    }
}

#[derive(Component)]
#[shaku(interface = Users)]
struct TracedUsers {
    users: Arc<dyn Users>,
    spans: StoreSpans,
}

#[async_trait]
impl Users for TracedUsers {
    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError> {
        self.spans.call("find_by_username", "users", self.users.find_by_username(username)).await
    }

    async fn list(&self, query: UserQuery, limit: u16) -> Result<Vec<User>, StoreError> {
        self.spans.call("list", "users", self.users.list(query, limit)).await
    }
}
