use application::{Changes, EventFilter, Subject};
use domain::{
    PasswordHash, Role, SecretHash, Session, SessionEpoch, SessionId, StoredSession, StoredUser, User, UserId,
    UserStatus, Username, Version,
};

use super::{World, at};

impl World {
    /// A user of this name, not stored yet.
    pub(crate) fn new_user(&self, name: &str) -> User {
        let hash = PasswordHash::new(format!("hash of {name}"));
        User::new(UserId::new(self.uuid()), username(name), hash, Role::User, at(1_000))
    }

    /// A session of `user` with a new secret, not stored yet.
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
        self.commit(|changes| changes.insert(user.clone())).await.expect("the user is stored");
        user
    }

    /// A session of `user`, stored.
    pub(crate) async fn session(&self, user: &User) -> Session {
        let session = self.new_session(user);
        self.commit(|changes| changes.insert(session.clone())).await.expect("the session is stored");
        session
    }

    /// Stages an event about `user`.
    pub(crate) fn record(&self, changes: &mut Changes, user: &User) {
        self.record_about(changes, user.id());
    }

    pub(crate) async fn find(&self, user: &User) -> Option<User> {
        self.all_users.find(user.id()).await.expect("the store answers")
    }

    pub(crate) async fn find_name(&self, name: &str) -> Option<User> {
        self.users.find_by_username(&username(name)).await.expect("the store answers")
    }

    pub(crate) async fn find_session(&self, session: &Session) -> Option<Session> {
        let found = self.sessions.find_with_user(session.user_id(), session.secret_hash()).await;
        found.expect("the store answers").map(|(session, _)| session)
    }

    /// Asserts that `user` is absent, with everything else that a commit records about it.
    pub(crate) async fn assert_nothing_about(&self, user: &User) {
        assert_eq!(self.find(user).await, None);
        assert_eq!(self.events_of(&EventFilter::about(Subject::User(user.id()))).await, []);
        let pending = self.outbox.pending(None, u16::MAX).await.expect("the store answers");
        assert!(pending.iter().all(|entry| entry.event.subject != Subject::User(user.id()).into()), "{pending:?}");
    }
}

pub(crate) fn username(name: &str) -> Username {
    Username::parse(name).expect("the name is within the rules")
}

/// The user in another state, as one of its methods could leave it.
pub(crate) fn changed(user: &User, change: impl FnOnce(&mut StoredUser)) -> User {
    let mut stored = user.as_stored().clone();
    change(&mut stored);
    User::from_stored(stored)
}

/// The session in another state, as one of its methods could leave it.
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
