use std::{sync::Arc, time::Duration};

use actix_web::{
    body::to_bytes,
    dev::Service,
    http::header,
    test::{TestRequest, init_service},
};
use application::{
    Actor, Caller, Changes, Clock, Ids, Persistence, Principal, RequestId, Security, ServiceSettings, Services,
    SessionIssuer, UnitOfWork, services,
};
use domain::{PasswordHash, PasswordPolicy, Role, SessionLifetime, StoredUser, User, UserId, UserStatus, Username};
use memory_store::{
    MemoryStore,
    fakes::{FakePasswords, FakeSecurity},
};
use presentation::{CookieSettings, HttpSettings, Kit};
use secrecy::ExposeSecret;
use serde_json::Value;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::Answer;

/// The password of every user that a [`World`] makes.
pub const PASSWORD: &str = "difference engine";

/// A whole small world for one test: a store of its own, and a clock that stands still until it is set.
pub struct World {
    /// The store: what it holds, and how it fails.
    pub store: MemoryStore,
    /// Time, chance and secrets, to be steered.
    pub fakes: FakeSecurity,
    /// The store as the module that slices are composed with.
    pub persistence: Arc<dyn Persistence>,
    /// The fakes as the module that slices are composed with.
    pub security: Arc<dyn Security>,
    /// The services that slices share.
    pub services: Arc<dyn Services>,
}

impl World {
    /// A world with an empty store.
    #[must_use]
    pub fn new() -> Self {
        let store = MemoryStore::new();
        let fakes = FakeSecurity::new();
        let (persistence, security) = (store.persistence(), fakes.security());
        let settings = ServiceSettings {
            session_lifetime: SessionLifetime {
                idle: Duration::from_secs(1_800),
                renew_below: 0.5,
                absolute: Duration::from_secs(43_200),
            },
            password_policy: PasswordPolicy { min_length: 8 },
        };
        let services = services(persistence.clone(), security.clone(), settings);
        Self { store, fakes, persistence, security, services }
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
        let mut changes = Changes::new(Actor::Operator, &self.caller(), now);
        changes.insert_user(user.clone());
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
        let mut changes = Changes::new(Actor::User(user.id()), &self.caller(), self.fakes.clock.now());
        changes.insert_session(opened.session.clone());
        self.commit(changes).await;
        let principal = Principal { user: user.clone(), session: opened.session, caller: self.caller() };
        (principal, format!("access_token={}", opened.token.token.expose_secret()))
    }

    /// Commits.
    pub async fn commit(&self, changes: Changes) {
        let work: Arc<dyn UnitOfWork> = self.persistence.resolve();
        work.commit(changes).await.expect("a commit");
    }

    /// Sends one request to `routes`, behind the edge that the server has.
    pub async fn send(&self, routes: impl FnOnce(&mut ServiceConfig<'_>) + 'static, request: TestRequest) -> Answer {
        let settings = HttpSettings {
            body_limit: 65_536,
            body_timeout: Duration::from_secs(20),
            cookie: CookieSettings { secure: false },
            public_origin: None,
            trusted_proxies: Vec::new(),
            allowed_origins: Vec::new(),
        };
        let kit = Kit::new(settings, Arc::new(self.fakes.ids.clone()), self.services.resolve());
        let (app, _) = kit.app(OpenApi::default(), routes);
        let service = init_service(app).await;
        let response = match service.call(request.to_request()).await {
            Ok(response) => response.into_parts().1,
            Err(error) => error.error_response(),
        };
        let (head, body) = response.into_parts();
        let body = to_bytes(body).await.unwrap_or_else(|_| panic!("a body that can be read"));
        let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(&body).expect("a JSON body") };
        Answer { status: head.status(), headers: head.headers().clone(), body }
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

/// A request with a session cookie.
#[must_use]
pub fn with_cookie(request: TestRequest, cookie: &str) -> TestRequest {
    request.insert_header((header::COOKIE, cookie))
}

fn present_hash() -> PasswordHash {
    FakePasswords::present_hash(PASSWORD)
}
