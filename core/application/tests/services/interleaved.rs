use std::sync::Arc;

use application::{
    Attempts, Events, Housekeeping, IdempotencyRecords, LiveSessions, Orders, Outbox, Persistence, Position,
    Repository, Schema, Sessions, StoreError, UnitOfWork, UserQuery, Users,
};
use async_trait::async_trait;
use domain::{Entity, Id, Order, Product, SecretHash, Session, SessionId, User, UserId, Username};
use shaku::{Component, module};

module! {
    Interleaved: Persistence {
        components = [
            InterleavedRepository<Order>, InterleavedRepository<Product>, InterleavedRepository<User>,
            InterleavedUsers, InterleavedSessions,
        ],
        providers = [],
        use dyn Persistence {
            components = [
                dyn Attempts,
                dyn Events,
                dyn Housekeeping,
                dyn IdempotencyRecords,
                dyn Orders,
                dyn Outbox,
                dyn Schema,
                dyn UnitOfWork,
            ],
            providers = []
        }
    }
}

/// A store whose reads are done, and then wait until every other task had its turn: tasks that start together all read
/// before one of them writes.
pub(crate) fn interleaved(persistence: Arc<dyn Persistence>) -> Arc<dyn Persistence> {
    let (all_orders, all_products, all_users) = (persistence.resolve(), persistence.resolve(), persistence.resolve());
    let users = InterleavedUsersParameters { users: persistence.resolve() };
    let sessions = InterleavedSessionsParameters { sessions: persistence.resolve() };
    let module = Interleaved::builder(persistence)
        .with_component_parameters::<InterleavedRepository<Order>>(repository(all_orders))
        .with_component_parameters::<InterleavedRepository<Product>>(repository(all_products))
        .with_component_parameters::<InterleavedRepository<User>>(repository(all_users))
        .with_component_parameters::<InterleavedUsers>(users)
        .with_component_parameters::<InterleavedSessions>(sessions)
        .build();
    Arc::new(module)
}

#[derive(Component)]
#[shaku(interface = Repository<E>)]
struct InterleavedRepository<E: Entity> {
    entities: Arc<dyn Repository<E>>,
}

fn repository<E: Entity>(entities: Arc<dyn Repository<E>>) -> InterleavedRepositoryParameters<E> {
    InterleavedRepositoryParameters { entities }
}

#[async_trait]
impl<E: Entity> Repository<E> for InterleavedRepository<E> {
    async fn find(&self, id: Id<E>) -> Result<Option<E>, StoreError> {
        let found = self.entities.find(id).await;
        tokio::task::yield_now().await;
        found
    }

    async fn find_all(&self, ids: &[Id<E>]) -> Result<Vec<E>, StoreError> {
        let found = self.entities.find_all(ids).await;
        tokio::task::yield_now().await;
        found
    }

    async fn list(&self, after: Option<Position<E>>, limit: u16) -> Result<Vec<E>, StoreError> {
        let found = self.entities.list(after, limit).await;
        tokio::task::yield_now().await;
        found
    }
}

#[derive(Component)]
#[shaku(interface = Users)]
struct InterleavedUsers {
    users: Arc<dyn Users>,
}

#[async_trait]
impl Users for InterleavedUsers {
    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError> {
        let found = self.users.find_by_username(username).await;
        tokio::task::yield_now().await;
        found
    }

    async fn list(&self, query: UserQuery, limit: u16) -> Result<Vec<User>, StoreError> {
        let found = self.users.list(query, limit).await;
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

    async fn find(&self, user: UserId, session: SessionId) -> Result<Option<Session>, StoreError> {
        let found = self.sessions.find(user, session).await;
        tokio::task::yield_now().await;
        found
    }

    async fn list_live(
        &self,
        which: LiveSessions,
        after: Option<Position<Session>>,
        limit: u16,
    ) -> Result<Vec<Session>, StoreError> {
        let found = self.sessions.list_live(which, after, limit).await;
        tokio::task::yield_now().await;
        found
    }
}
