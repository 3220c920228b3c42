use std::{sync::Arc, time::Duration};

use application::{
    AdminManagement, Authenticated, Authenticator, Bound, Bounded, Caller, Changes, Clock, Ids, Persistence, Principal,
    RateLimitSettings, Repository, RequestId, ServiceSettings, Services, SessionClaims, SessionIssuer, SessionTokens,
    Sessions, Work, services,
};
use domain::{PasswordPolicy, Role, Session, SessionLifetime, StoredUser, Timestamp, User, UserId, Username};
use memory_store::{
    MemoryStore,
    fakes::{FakePasswords, FakeSecurity},
};
use secrecy::{ExposeSecret, SecretString};

use crate::interleaved::interleaved;

/// The default settings, with limits that a test reaches soon.
pub(crate) const SETTINGS: ServiceSettings = ServiceSettings {
    session_lifetime: SessionLifetime {
        idle: Duration::from_mins(30),
        renew_below: 0.5,
        absolute: Duration::from_hours(12),
    },
    password_policy: PasswordPolicy { min_length: 8 },
    attempts: RateLimitSettings {
        bounded: Bounded::Yes,
        address: Bound { attempts: 50, window: Duration::from_mins(15) },
        account_from_address: Bound { attempts: 10, window: Duration::from_mins(15) },
        account: Bound { attempts: 20, window: Duration::from_hours(24) },
        known_address_lifetime: Duration::from_hours(24 * 90),
    },
    admin_management: AdminManagement::ByAdmins,
    max_sessions_per_user: 3,
};

/// The services over a store of their own, and a clock that stands still until it is set.
pub(crate) struct Bench {
    pub(crate) store: MemoryStore,
    pub(crate) fakes: FakeSecurity,
    pub(crate) persistence: Arc<dyn Persistence>,
    pub(crate) services: Arc<dyn Services>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(SETTINGS)
    }

    pub(crate) fn with(settings: ServiceSettings) -> Self {
        let store = MemoryStore::new();
        let persistence = store.persistence();
        Self::over(store, persistence, settings)
    }

    /// A bench where every read lets the other tasks run before it returns, so decisions may be stale.
    pub(crate) fn with_interleaved_reads() -> Self {
        let store = MemoryStore::new();
        let persistence = interleaved(store.persistence());
        Self::over(store, persistence, SETTINGS)
    }

    fn over(store: MemoryStore, persistence: Arc<dyn Persistence>, settings: ServiceSettings) -> Self {
        let fakes = FakeSecurity::new();
        let services = services(persistence.clone(), fakes.security(), settings);
        Self { store, fakes, persistence, services }
    }

    pub(crate) fn caller(&self) -> Caller {
        Caller { request_id: RequestId::new(self.fakes.ids.next()), address: None }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.fakes.clock.now()
    }

    /// An active user, stored.
    pub(crate) async fn user(&self, username: &str, role: Role) -> User {
        let hash = FakePasswords::present_hash("difference engine");
        let id = UserId::new(self.fakes.ids.next());
        let user = User::new(id, Username::parse(username).unwrap(), hash, role, self.now());
        self.commit(|changes| changes.insert(user.clone())).await;
        user
    }

    pub(crate) async fn alter(&self, user: &User, alter: impl FnOnce(&mut StoredUser)) {
        let mut stored = user.as_stored().clone();
        alter(&mut stored);
        self.commit(|changes| _ = changes.update(user.clone(), User::from_stored(stored))).await;
    }

    /// The user as stored.
    pub(crate) async fn stored_user(&self, user: &User) -> User {
        let users: Arc<dyn Repository<User>> = self.persistence.resolve();
        users.find(user.id()).await.unwrap().unwrap()
    }

    /// A user with a stored session, and the claims of its token.
    pub(crate) async fn signed_in(&self) -> (Principal, SessionClaims) {
        let user = self.user("ada.lovelace", Role::User).await;
        self.sign_in(user).await
    }

    /// The user with a new session, and the claims of its token.
    pub(crate) async fn sign_in(&self, user: User) -> (Principal, SessionClaims) {
        let issuer: Arc<dyn SessionIssuer> = self.services.resolve();
        let opened = issuer.open(&user);
        self.commit(|changes| changes.insert(opened.session.clone())).await;
        let claims = self.claims(&opened.token.token);
        (Principal { user, session: opened.session, caller: self.caller() }, claims)
    }

    pub(crate) async fn commit(&self, stage: impl FnOnce(&mut Changes)) {
        let mut changes = Changes::by_operator(&self.caller(), self.now());
        stage(&mut changes);
        let work: Arc<dyn Work> = self.services.resolve();
        work.commit(changes).await.unwrap();
    }

    pub(crate) fn claims(&self, token: &SecretString) -> SessionClaims {
        self.fakes.tokens.read(token.expose_secret()).unwrap()
    }

    /// Authenticates with a token that has these claims and our signature.
    pub(crate) async fn call(&self, claims: &SessionClaims) -> Option<Authenticated> {
        let token = self.fakes.tokens.sign(claims);
        let authenticator: Arc<dyn Authenticator> = self.services.resolve();
        authenticator.authenticate(token.expose_secret(), self.caller()).await.unwrap()
    }

    /// The stored session.
    pub(crate) async fn stored(&self, session: &Session) -> Session {
        let sessions: Arc<dyn Sessions> = self.persistence.resolve();
        sessions.find_with_user(session.user_id(), session.secret_hash()).await.unwrap().unwrap().0
    }
}

/// A moment shifted by this many seconds.
pub(crate) fn shifted(moment: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_unix_millis(moment.unix_millis() + seconds * 1_000).unwrap()
}
