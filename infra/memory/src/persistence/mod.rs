use std::sync::Arc;

use application::{
    Allowance, Attempts, AttemptsKey, AttemptsMade, Changes, CommitError, Event, EventFilter, EventPosition, Events,
    Housekeeping, LiveSessions, MigrationState, Persistence, Schema, Sessions, Settlement, StoreError, UnitOfWork,
    UserQuery, Users,
};
use async_trait::async_trait;
use domain::{SecretHash, Session, SessionId, Timestamp, User, UserId, Username};
use shaku::{Component, module};

use crate::MemoryStore;

module! {
    MemoryPersistence: Persistence {
        components = [
            MemoryUsers, MemorySessions, MemoryUnitOfWork, MemoryAttempts, MemoryEvents, MemoryHousekeeping,
            MemorySchema,
        ],
        providers = []
    }
}

/// The module whose every component works on `store`.
pub(crate) fn module(store: &MemoryStore) -> Arc<dyn Persistence> {
    let module = MemoryPersistence::builder()
        .with_component_parameters::<MemoryUsers>(MemoryUsersParameters { store: store.clone() })
        .with_component_parameters::<MemorySessions>(MemorySessionsParameters { store: store.clone() })
        .with_component_parameters::<MemoryUnitOfWork>(MemoryUnitOfWorkParameters { store: store.clone() })
        .with_component_parameters::<MemoryAttempts>(MemoryAttemptsParameters { store: store.clone() })
        .with_component_parameters::<MemoryEvents>(MemoryEventsParameters { store: store.clone() })
        .with_component_parameters::<MemoryHousekeeping>(MemoryHousekeepingParameters { store: store.clone() })
        .with_component_parameters::<MemorySchema>(MemorySchemaParameters { store: store.clone() })
        .build();
    Arc::new(module)
}

#[derive(Component)]
#[shaku(interface = Users)]
struct MemoryUsers {
    store: MemoryStore,
}

#[async_trait]
impl Users for MemoryUsers {
    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.store.read(|state| state.user(id).cloned())
    }

    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError> {
        self.store.read(|state| state.user_by_name(&username.key()).cloned())
    }

    async fn list(&self, query: UserQuery, limit: u16) -> Result<Vec<User>, StoreError> {
        self.store.read(|state| state.users(&query, limit))
    }
}

#[derive(Component)]
#[shaku(interface = Sessions)]
struct MemorySessions {
    store: MemoryStore,
}

#[async_trait]
impl Sessions for MemorySessions {
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError> {
        self.store.read(|state| {
            let session = state.session_by_secret(secret).filter(|session| session.user_id() == user)?;
            Some((session.clone(), state.user(user)?.clone()))
        })
    }

    async fn find(&self, user: UserId, session: SessionId) -> Result<Option<Session>, StoreError> {
        self.store.read(|state| state.session(session).filter(|session| session.user_id() == user).cloned())
    }

    async fn list_live(
        &self,
        which: LiveSessions,
        after: Option<(Timestamp, SessionId)>,
        limit: u16,
    ) -> Result<Vec<Session>, StoreError> {
        self.store.read(|state| state.live_sessions(which, after, limit))
    }
}

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
struct MemoryUnitOfWork {
    store: MemoryStore,
}

#[async_trait]
impl UnitOfWork for MemoryUnitOfWork {
    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        let (changes, events) = changes.into_parts().map_err(|error| StoreError::Broken(error.into()))?;
        self.store.commit(|state| state.commit(changes, events))
    }
}

#[derive(Component)]
#[shaku(interface = Attempts)]
struct MemoryAttempts {
    store: MemoryStore,
}

#[async_trait]
impl Attempts for MemoryAttempts {
    async fn read(&self, keys: &[AttemptsKey], now: Timestamp) -> Result<Vec<Option<AttemptsMade>>, StoreError> {
        self.store.read(|state| keys.iter().map(|key| state.attempts.running(key, now)).collect())
    }

    async fn take(&self, allowances: &[Allowance], now: Timestamp) -> Result<Result<(), Timestamp>, StoreError> {
        self.store.update(|state| state.attempts.take(allowances, now))
    }

    async fn settle(&self, settlement: Settlement, now: Timestamp) -> Result<(), StoreError> {
        self.store.update(|state| state.attempts.settle(&settlement, now))
    }
}

#[derive(Component)]
#[shaku(interface = Events)]
struct MemoryEvents {
    store: MemoryStore,
}

#[async_trait]
impl Events for MemoryEvents {
    async fn list(
        &self,
        filter: EventFilter,
        after: Option<EventPosition>,
        limit: u16,
    ) -> Result<Vec<Event>, StoreError> {
        self.store.read(|state| {
            let behind = |event: &Event| after.is_none_or(|after| after < EventPosition::from(event));
            let matching = state.events().iter().filter(|event| filter.matches(event) && behind(event));
            let mut found: Vec<Event> = matching.cloned().collect();
            found.sort_by_key(|event| EventPosition::from(event));
            found.truncate(usize::from(limit));
            found
        })
    }
}

#[derive(Component)]
#[shaku(interface = Housekeeping)]
struct MemoryHousekeeping {
    store: MemoryStore,
}

#[async_trait]
impl Housekeeping for MemoryHousekeeping {
    async fn purge_expired(&self, now: Timestamp, at_most: u16) -> Result<u64, StoreError> {
        self.store.update(|state| state.purge(now, at_most))
    }
}

#[derive(Component)]
#[shaku(interface = Schema)]
struct MemorySchema {
    store: MemoryStore,
}

/// Memory needs no preparation, so there is no migration; a fault shows all the same.
#[async_trait]
impl Schema for MemorySchema {
    async fn status(&self) -> Result<Vec<MigrationState>, StoreError> {
        self.store.read(|_| Vec::new())
    }

    async fn upgrade(&self) -> Result<Vec<String>, StoreError> {
        self.store.read(|_| Vec::new())
    }
}
