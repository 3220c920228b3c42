use std::sync::Arc;

use application::{Events, Persistence, Schema, Sessions, StoreError, UnitOfWork, Users};
use async_trait::async_trait;
use domain::{SecretHash, Session, User, UserId, Username};
use shaku::{Component, module};

module! {
    Interleaved: Persistence {
        components = [InterleavedUsers, InterleavedSessions],
        providers = [],
        use dyn Persistence {
            components = [dyn UnitOfWork, dyn Events, dyn Schema],
            providers = []
        }
    }
}

/// A store whose reads are done, and then wait until every other task had its turn: tasks that start together all read before
/// one of them writes.
pub(crate) fn interleaved(persistence: Arc<dyn Persistence>) -> Arc<dyn Persistence> {
    let users = InterleavedUsersParameters { users: persistence.resolve() };
    let sessions = InterleavedSessionsParameters { sessions: persistence.resolve() };
    let module = Interleaved::builder(persistence)
        .with_component_parameters::<InterleavedUsers>(users)
        .with_component_parameters::<InterleavedSessions>(sessions)
        .build();
    Arc::new(module)
}

#[derive(Component)]
#[shaku(interface = Users)]
struct InterleavedUsers {
    users: Arc<dyn Users>,
}

#[async_trait]
impl Users for InterleavedUsers {
    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let found = self.users.find(id).await;
        tokio::task::yield_now().await;
        found
    }

    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError> {
        let found = self.users.find_by_username(username).await;
        tokio::task::yield_now().await;
        found
    }
}

#[derive(Component)]
#[shaku(interface = Sessions)]
struct InterleavedSessions {
    sessions: Arc<dyn Sessions>,
}

#[async_trait]
impl Sessions for InterleavedSessions {
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError> {
        let found = self.sessions.find_with_user(user, secret).await;
        tokio::task::yield_now().await;
        found
    }
}
