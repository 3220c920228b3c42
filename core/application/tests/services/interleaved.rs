use std::sync::Arc;

use application::{
    Attempts, DeadLetters, Dump, Events, Filter, Held, Holder, HolderParameters, Housekeeping, IdempotencyRecords,
    LiveSessions, Load, Maintenance, Orders, Outbox, Persistence, Position, Repository, Schema, Sessions, StoreError,
    UnitOfWork, UserQuery, Users,
};
use async_trait::async_trait;
use domain::{Entity, Id, SecretHash, Session, SessionId, User, UserId, Username};
use shaku::{Component, HasComponent, ModuleBuildContext, module};

module! {
    Interleaved: Persistence {
        components = [
            Holder<InterleavedRepositories>, InterleavedUsers, InterleavedSessions,
        ],
        providers = [],
        use dyn Persistence {
            components = [
                dyn Attempts,
                dyn DeadLetters,
                dyn Dump,
                dyn Events,
                dyn Housekeeping,
                dyn IdempotencyRecords,
                dyn Load,
                dyn Maintenance,
                dyn Orders,
                dyn Outbox,
                dyn Schema,
                dyn UnitOfWork,
            ],
            providers = []
        }
    }
}

/// A store whose reads wait after reading until every other task had its turn: tasks that start together all read
/// before one of them writes.
pub(crate) fn interleaved(persistence: Arc<dyn Persistence>) -> Arc<dyn Persistence> {
    let repositories = InterleavedRepositories { persistence: persistence.clone() };
    let users = InterleavedUsersParameters { users: persistence.resolve() };
    let sessions = InterleavedSessionsParameters { sessions: persistence.resolve() };
    let module = Interleaved::builder(persistence)
        .with_component_parameters::<Holder<InterleavedRepositories>>(HolderParameters::of(repositories))
        .with_component_parameters::<InterleavedUsers>(users)
        .with_component_parameters::<InterleavedSessions>(sessions)
        .build();
    Arc::new(module)
}

struct InterleavedRepositories {
    persistence: Arc<dyn Persistence>,
}

impl InterleavedRepositories {
    fn inner<E: Entity>(&self) -> &dyn Repository<E>
    where
        dyn Persistence: HasComponent<dyn Repository<E>>,
    {
        HasComponent::resolve_ref(&*self.persistence)
    }
}

#[async_trait]
impl<E: Entity> Repository<E> for InterleavedRepositories
where
    dyn Persistence: HasComponent<dyn Repository<E>>,
{
    async fn find(&self, id: Id<E>) -> Result<Option<E>, StoreError> {
        let found = self.inner().find(id).await;
        tokio::task::yield_now().await;
        found
    }

    async fn find_all(&self, ids: &[Id<E>]) -> Result<Vec<E>, StoreError> {
        let found = self.inner().find_all(ids).await;
        tokio::task::yield_now().await;
        found
    }

    async fn list(&self, after: Option<Position<E>>, limit: u16) -> Result<Vec<E>, StoreError> {
        let found = self.inner().list(after, limit).await;
        tokio::task::yield_now().await;
        found
    }

    async fn list_matching(
        &self,
        filters: &[Filter],
        after: Option<Position<E>>,
        limit: u16,
    ) -> Result<Vec<E>, StoreError> {
        let found = self.inner().list_matching(filters, after, limit).await;
        tokio::task::yield_now().await;
        found
    }
}

impl<E: Entity> HasComponent<dyn Repository<E>> for Interleaved
where
    dyn Persistence: HasComponent<dyn Repository<E>>,
{
    fn build_component(context: &mut ModuleBuildContext<Self>) -> Arc<dyn Repository<E>> {
        <Self as HasComponent<dyn Held<InterleavedRepositories>>>::build_component(context).held().clone()
    }

    fn resolve(&self) -> Arc<dyn Repository<E>> {
        HasComponent::<dyn Held<InterleavedRepositories>>::resolve_ref(self).held().clone()
    }

    fn resolve_ref(&self) -> &dyn Repository<E> {
        &**HasComponent::<dyn Held<InterleavedRepositories>>::resolve_ref(self).held()
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
