use std::{
    fmt::Debug,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use application::{
    Actor, Attempts, Caller, Changes, CommitError, Conflict, Event, EventData, EventFilter, EventId, EventKind, Events,
    Housekeeping, Persistence, RequestId, Schema, Sessions, StoreError, Subject, UnitOfWork, Users,
};
use domain::{
    PasswordHash, Role, SecretHash, Session, SessionEpoch, SessionId, StoredSession, StoredUser, Timestamp, User,
    UserId, UserStatus, Username, Version,
};
use futures_util::future::join_all;
use tokio::sync::Barrier;
use uuid::Uuid;

/// A store under test, and what fills it.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) users: Arc<dyn Users>,
    pub(crate) sessions: Arc<dyn Sessions>,
    pub(crate) work: Arc<dyn UnitOfWork>,
    pub(crate) attempts: Arc<dyn Attempts>,
    pub(crate) events: Arc<dyn Events>,
    pub(crate) housekeeping: Arc<dyn Housekeeping>,
    pub(crate) schema: Arc<dyn Schema>,
    made: Arc<AtomicU64>,
}

impl World {
    pub(crate) fn new(persistence: &dyn Persistence) -> Self {
        Self {
            users: persistence.resolve(),
            sessions: persistence.resolve(),
            work: persistence.resolve(),
            attempts: persistence.resolve(),
            events: persistence.resolve(),
            housekeeping: persistence.resolve(),
            schema: persistence.resolve(),
            made: Arc::default(),
        }
    }

    /// An id that was not there before; they ascend.
    pub(crate) fn uuid(&self) -> Uuid {
        Uuid::from_u128(0x019b_76da_a800_7000_8000_0000_0000_0000 + u128::from(self.number()))
    }

    fn number(&self) -> u64 {
        self.made.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// A user of this name, not stored yet.
    pub(crate) fn new_user(&self, name: &str) -> User {
        let hash = PasswordHash::new(format!("hash of {name}"));
        User::new(UserId::new(self.uuid()), username(name), hash, Role::User, at(1_000))
    }

    /// A session of `user` with a secret that was not there before, not stored yet.
    pub(crate) fn new_session(&self, user: &User) -> Session {
        let mut secret = [0xee; 32];
        secret[..8].copy_from_slice(&self.number().to_be_bytes());
        Session::from_stored(StoredSession {
            id: SessionId::new(self.uuid()),
            user_id: user.id(),
            secret_hash: SecretHash::new(secret),
            epoch: user.session_epoch(),
            role: user.role(),
            created_at: at(2_000),
            last_used_at: at(2_000),
            expires_at: at(9_000),
            version: Version::FIRST,
        })
    }

    /// A user of this name, stored.
    pub(crate) async fn user(&self, name: &str) -> User {
        let user = self.new_user(name);
        self.commit(|changes| changes.insert_user(user.clone())).await.expect("the user is stored");
        user
    }

    /// A session of `user`, stored.
    pub(crate) async fn session(&self, user: &User) -> Session {
        let session = self.new_session(user);
        self.commit(|changes| changes.insert_session(session.clone())).await.expect("the session is stored");
        session
    }

    /// Stages an event about `user`.
    pub(crate) fn record(&self, changes: &mut Changes, user: &User) {
        let id = EventId::new(self.uuid());
        changes.record(id, EventKind::UserSignedUp, Subject::User(user.id()), EventData::new());
    }

    /// Commits what `stage` stages.
    pub(crate) async fn commit<T>(&self, stage: impl FnOnce(&mut Changes) -> T) -> Result<(), CommitError> {
        let mut changes = changes();
        stage(&mut changes);
        self.work.commit(changes).await
    }

    pub(crate) async fn find(&self, user: &User) -> Option<User> {
        self.users.find(user.id()).await.expect("the store answers")
    }

    pub(crate) async fn find_name(&self, name: &str) -> Option<User> {
        self.users.find_by_username(&username(name)).await.expect("the store answers")
    }

    pub(crate) async fn find_session(&self, session: &Session) -> Option<Session> {
        let found = self.sessions.find_with_user(session.user_id(), session.secret_hash()).await;
        found.expect("the store answers").map(|(session, _)| session)
    }

    /// Every event, oldest first.
    pub(crate) async fn all_events(&self) -> Vec<Event> {
        self.events.list(EventFilter::default(), None, u16::MAX).await.expect("the store answers")
    }

    /// Whether `user` and whatever else was recorded about it is absent.
    pub(crate) async fn assert_nothing_about(&self, user: &User) {
        assert_eq!(self.find(user).await, None);
        let filter = EventFilter { subject: Some(Subject::User(user.id())), ..EventFilter::default() };
        assert_eq!(self.events.list(filter, None, 10).await.expect("the store answers"), []);
    }

    /// Commits every one of `all` at once, from tasks that are released together.
    pub(crate) async fn race(&self, all: Vec<Changes>) -> Vec<Result<(), CommitError>> {
        let commit = |changes| {
            let work = Arc::clone(&self.work);
            async move { work.commit(changes).await }
        };
        Self::at_once(all.into_iter().map(commit)).await
    }

    /// What every one of `all` gives, run in tasks that are released together.
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

/// No changes yet.
pub(crate) fn changes() -> Changes {
    changes_at(at(1_000))
}

pub(crate) fn changes_at(now: Timestamp) -> Changes {
    let request_id = RequestId::parse("request-1").expect("the request id is sane");
    Changes::new(Actor::Operator, &Caller { request_id, address: None }, now)
}

pub(crate) fn at(unix_millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(unix_millis).expect("the moment is in range")
}

pub(crate) fn username(name: &str) -> Username {
    Username::parse(name).expect("the name is within the rules")
}

/// The user in another state, as some method of it would leave it.
pub(crate) fn changed(user: &User, change: impl FnOnce(&mut StoredUser)) -> User {
    let mut stored = user.as_stored().clone();
    change(&mut stored);
    User::from_stored(stored)
}

/// The session in another state, as some method of it would leave it.
pub(crate) fn changed_session(session: &Session, change: impl FnOnce(&mut StoredSession)) -> Session {
    let mut stored = session.as_stored().clone();
    change(&mut stored);
    Session::from_stored(stored)
}

/// The user as an administrator, deactivated, with another hash and in another epoch.
pub(crate) fn demoted(user: &User) -> User {
    changed(user, |stored| {
        stored.role = Role::SuperAdmin;
        stored.status = UserStatus::Inactive;
        stored.password_hash = PasswordHash::new("another hash".to_owned());
        stored.session_epoch = SessionEpoch::new(7);
    })
}

pub(crate) fn assert_conflict(result: &Result<(), CommitError>, expected: Conflict) {
    match result {
        Err(CommitError::Conflict(conflict)) if *conflict == expected => {}
        other => fail(other, expected),
    }
}

pub(crate) fn assert_broken(result: &Result<(), CommitError>) {
    match result {
        Err(CommitError::Store(StoreError::Broken(_))) => {}
        other => fail(other, "StoreError::Broken"),
    }
}

pub(crate) fn assert_committed(result: &Result<(), CommitError>) {
    if result.is_err() {
        fail(result, "success");
    }
}

fn fail(result: &Result<(), CommitError>, expected: impl Debug) -> ! {
    panic!("the commit gave {result:?} where {expected:?} was due")
}
