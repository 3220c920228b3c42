use std::{net::IpAddr, sync::Arc, time::Duration};

use actix_web::{
    dev::{Payload, Service},
    http::header,
    test::{TestRequest, init_service},
};
use application::{
    AdminManagement, Bound, Bounded, Caller, Changes, Clock, Ids, Persistence, Principal, RateLimitSettings, RequestId,
    Security, ServiceSettings, Services, SessionIssuer, Work, services,
};
use domain::{
    PasswordHash, PasswordPolicy, Role, SessionLifetime, StoredUser, Timestamp, User, UserId, UserStatus, Username,
};
use memory_store::{
    MemoryStore,
    fakes::{FakePasswords, FakeSecurity},
};
use presentation::{CookieSettings, HttpSettings, HttpStack, PageTokens, Routes};
use secrecy::ExposeSecret;

use crate::{Answer, overtaken::overtaken};

/// The password of every user that a [`World`] creates.
pub const PASSWORD: &str = "difference engine";

/// How many attempts a [`World`] allows.
pub const ATTEMPTS: RateLimitSettings = RateLimitSettings {
    bounded: Bounded::Yes,
    address: Bound { attempts: 100, window: Duration::from_mins(15) },
    account_from_address: Bound { attempts: 10, window: Duration::from_mins(15) },
    account: Bound { attempts: 100, window: Duration::from_hours(24) },
    known_address_lifetime: Duration::from_hours(24 * 90),
};

/// The most live sessions of a user of a [`World`].
pub const MAX_SESSIONS: u16 = 3;

const SETTINGS: ServiceSettings = ServiceSettings {
    session_lifetime: SessionLifetime {
        idle: Duration::from_mins(30),
        renew_below: 0.5,
        absolute: Duration::from_hours(12),
    },
    password_policy: PasswordPolicy { min_length: 8 },
    attempts: ATTEMPTS,
    admin_management: AdminManagement::ByAdmins,
    max_sessions_per_user: MAX_SESSIONS,
};

/// The environment of one test: its own store, and a clock that stands still until it is set.
pub struct World {
    /// The store, whose content a test reads, and whose faults it injects.
    pub store: MemoryStore,
    /// Time, randomness and secrets, for the test to control.
    pub fakes: FakeSecurity,
    /// The store as the module that slices are composed with.
    pub persistence: Arc<dyn Persistence>,
    /// The fakes as the module that slices are composed with.
    pub security: Arc<dyn Security>,
    /// The services that slices share.
    pub services: Arc<dyn Services>,
    settings: ServiceSettings,
}

impl World {
    /// A world with an empty store.
    #[must_use]
    pub fn new() -> Self {
        let store = MemoryStore::new();
        let persistence = store.persistence();
        Self::over(store, FakeSecurity::new(), persistence, SETTINGS)
    }

    /// A world over another store; [`World::store`] stays empty and unused.
    #[must_use]
    pub fn on(persistence: Arc<dyn Persistence>) -> Self {
        Self::over(MemoryStore::new(), FakeSecurity::new(), persistence, SETTINGS)
    }

    /// This world where super admins alone manage admins.
    #[must_use]
    pub fn with_admins_managed_by_super_admins(&self) -> Self {
        self.with(ServiceSettings { admin_management: AdminManagement::BySuperAdmins, ..self.settings })
    }

    /// This world without rate limits.
    #[must_use]
    pub fn without_bounds(&self) -> Self {
        let attempts = RateLimitSettings { bounded: Bounded::No, ..ATTEMPTS };
        self.with(ServiceSettings { attempts, ..self.settings })
    }

    /// This world, where competitors are faster: the first of them commits right before the first commit in the
    /// returned world, the second right before the second, and so on. Store, time and randomness are the same in both.
    #[must_use]
    pub fn overtaken_by(&self, competitors: impl IntoIterator<Item = Changes>) -> Self {
        let persistence = overtaken(self.persistence.clone(), &self.fakes.ids, competitors);
        Self::over(self.store.clone(), self.fakes.clone(), persistence, self.settings)
    }

    fn with(&self, settings: ServiceSettings) -> Self {
        Self::over(self.store.clone(), self.fakes.clone(), self.persistence.clone(), settings)
    }

    fn over(
        store: MemoryStore,
        fakes: FakeSecurity,
        persistence: Arc<dyn Persistence>,
        settings: ServiceSettings,
    ) -> Self {
        let security = fakes.security();
        let services = services(persistence.clone(), security.clone(), settings);
        Self { store, fakes, persistence, security, services, settings }
    }

    /// A caller without a session.
    #[must_use]
    pub fn caller(&self) -> Caller {
        Caller { request_id: RequestId::new(self.fakes.ids.next()), address: None }
    }

    /// An active user with [`PASSWORD`], stored.
    pub async fn user(&self, username: &str, role: Role) -> User {
        self.user_with(username, |user| user.role = role).await
    }

    /// A user with [`PASSWORD`] whose fields were altered, stored.
    pub async fn user_with(&self, username: &str, alter: impl FnOnce(&mut StoredUser)) -> User {
        let now = self.fakes.clock.now();
        let username = Username::parse(username).expect("a username");
        let user = User::new(UserId::new(self.fakes.ids.next()), username, present_hash(), Role::User, now);
        let mut stored = user.as_stored().clone();
        alter(&mut stored);
        let user = User::from_stored(stored);
        let mut changes = Changes::by_operator(&self.caller(), now);
        changes.insert(user.clone());
        self.commit(changes).await;
        user
    }

    /// An inactive user with [`PASSWORD`], stored.
    pub async fn inactive_user(&self, username: &str) -> User {
        self.user_with(username, |user| user.status = UserStatus::Inactive).await
    }

    /// The user as the principal of a new session, and the cookie of that session.
    pub async fn sign_in(&self, user: &User) -> (Principal, String) {
        let issuer: Arc<dyn SessionIssuer> = self.services.resolve();
        let opened = issuer.open(user);
        let mut changes = Changes::by_account_holder(user.id(), &self.caller(), self.fakes.clock.now());
        changes.insert(opened.session.clone());
        self.commit(changes).await;
        let principal = Principal { user: user.clone(), session: opened.session, caller: self.caller() };
        (principal, format!("access_token={}", opened.token.token.expose_secret()))
    }

    /// The user with altered fields, stored by a commit of its own.
    pub async fn alter(&self, user: &User, alter: impl FnOnce(&mut StoredUser)) -> User {
        let (changes, user) = self.alteration(user, alter);
        self.commit(changes).await;
        user
    }

    /// The changes that alter a user's fields, and the user after their commit.
    pub fn alteration(&self, user: &User, alter: impl FnOnce(&mut StoredUser)) -> (Changes, User) {
        let mut stored = user.as_stored().clone();
        alter(&mut stored);
        let mut changes = self.changes();
        let user = changes.update(user.clone(), User::from_stored(stored));
        (changes, user)
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.fakes.clock.now()
    }

    /// Empty changes by the operator, at the present moment.
    #[must_use]
    pub fn changes(&self) -> Changes {
        Changes::by_operator(&self.caller(), self.now())
    }

    /// Commits.
    pub async fn commit(&self, changes: Changes) {
        let work: Arc<dyn Work> = self.services.resolve();
        work.commit(changes).await.expect("a commit");
    }

    /// Sends one request to `routes`, behind the server's edge.
    pub async fn send(&self, routes: Routes, request: TestRequest) -> Answer {
        self.serve(http_settings(), routes, [request]).await.remove(0)
    }

    /// The responses of one app, served with `settings`, to these requests one after the other.
    pub async fn serve(
        &self,
        settings: HttpSettings,
        routes: Routes,
        requests: impl IntoIterator<Item = TestRequest>,
    ) -> Vec<Answer> {
        self.exchange(settings, routes, requests.into_iter().map(|request| (request, None))).await
    }

    /// The response to a request whose body arrives as a stream.
    pub async fn send_streamed(
        &self,
        settings: HttpSettings,
        routes: Routes,
        request: TestRequest,
        body: Payload,
    ) -> Answer {
        self.exchange(settings, routes, [(request, Some(body))]).await.remove(0)
    }

    async fn exchange(
        &self,
        settings: HttpSettings,
        routes: Routes,
        requests: impl IntoIterator<Item = (TestRequest, Option<Payload>)>,
    ) -> Vec<Answer> {
        let page_tokens = PageTokens::new(&"the key of a test".into(), &[]);
        let http_stack = HttpStack::new(settings, page_tokens, Arc::new(self.fakes.ids.clone()), &*self.services);
        let service = init_service(http_stack.app(routes)).await;
        let mut answers = Vec::new();
        for (request, body) in requests {
            let request = request.to_request();
            let request = match body {
                Some(body) => request.replace_payload(body).0,
                None => request,
            };
            answers.push(Answer::read(service.call(request).await).await);
        }
        answers
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

/// The settings of a server in plain HTTP, without configuration.
#[must_use]
pub fn http_settings() -> HttpSettings {
    HttpSettings {
        body_limit: 65_536,
        body_timeout: Duration::from_secs(20),
        cookie: CookieSettings { secure: false },
        public_origin: None,
        trusted_proxies: Vec::new(),
        allowed_origins: Vec::new(),
    }
}

/// A request with a session cookie.
#[must_use]
pub fn with_cookie(request: TestRequest, cookie: &str) -> TestRequest {
    request.insert_header((header::COOKIE, cookie))
}

/// A request that comes from this address.
#[must_use]
pub fn from_address(request: TestRequest, address: &str) -> TestRequest {
    request.peer_addr((address.parse::<IpAddr>().expect("an address"), 40_000).into())
}

fn present_hash() -> PasswordHash {
    FakePasswords::present_hash(PASSWORD)
}
