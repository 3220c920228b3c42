use application::{
    Adjustments, Attempts, AttemptsKey, AttemptsMade, LiveSessions, Position, Quota, Sessions, StoreError, UniqueValue,
    UserQuery, Users,
};
use async_trait::async_trait;
use domain::{SecretHash, Session, SessionId, Timestamp, User, UserId, Username};
use shaku::Component;

use crate::MemoryStore;

#[derive(Component)]
#[shaku(interface = Users)]
pub(super) struct MemoryUsers {
    store: MemoryStore,
}

#[async_trait]
impl Users for MemoryUsers {
    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError> {
        self.store.read(|state| state.users.owner(UniqueValue::Username, username.key().as_bytes()).cloned())
    }

    async fn list(&self, query: UserQuery, limit: u16) -> Result<Vec<User>, StoreError> {
        self.store.read(|state| state.users.matching(&query, limit))
    }
}

#[derive(Component)]
#[shaku(interface = Sessions)]
pub(super) struct MemorySessions {
    store: MemoryStore,
}

#[async_trait]
impl Sessions for MemorySessions {
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError> {
        self.store.read(|state| {
            let session = state.sessions.with_secret(secret).filter(|session| session.user_id() == user)?;
            Some((session.clone(), state.users.get(user)?.clone()))
        })
    }

    async fn find(&self, user: UserId, session: SessionId) -> Result<Option<Session>, StoreError> {
        self.store.read(|state| state.sessions.get(session).filter(|session| session.user_id() == user).cloned())
    }

    async fn list_live(
        &self,
        which: LiveSessions,
        after: Option<Position<Session>>,
        limit: u16,
    ) -> Result<Vec<Session>, StoreError> {
        self.store.read(|state| state.sessions.live(which, after, limit))
    }
}

#[derive(Component)]
#[shaku(interface = Attempts)]
pub(super) struct MemoryAttempts {
    store: MemoryStore,
}

#[async_trait]
impl Attempts for MemoryAttempts {
    async fn read(&self, keys: &[AttemptsKey], now: Timestamp) -> Result<Vec<Option<AttemptsMade>>, StoreError> {
        self.store.read(|state| keys.iter().map(|key| state.attempts.running(key, now)).collect())
    }

    async fn take(&self, quotas: &[Quota], now: Timestamp) -> Result<Result<(), Timestamp>, StoreError> {
        self.store.update(|state| state.attempts.take(quotas, now))
    }

    async fn settle(&self, adjustments: Adjustments, now: Timestamp) -> Result<(), StoreError> {
        self.store.update(|state| state.attempts.settle(&adjustments, now))
    }
}
