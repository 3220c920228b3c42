use std::sync::Arc;

use actix_web::{http::Method, test::TestRequest};
use application::{
    AttemptLimits, Authenticated, Authenticator, Changes, Clock, Event, EventData, EventId, EventKind, Ids, Passwords,
    Persistence, Security, Services, SessionIssuer, SessionLimit, Subject, UnitOfWork, Users,
};
use domain::{User, UserId};
use log_in::{LogInInteractor, routes};
use serde_json::json;
use shaku::module;
use test_kit::{Answer, World};

module! {
    pub(crate) Slice {
        components = [LogInInteractor],
        providers = [],
        use dyn Persistence { components = [dyn Users, dyn UnitOfWork], providers = [] },
        use dyn Security { components = [dyn Clock, dyn Ids, dyn Passwords], providers = [] },
        use dyn Services { components = [dyn AttemptLimits, dyn SessionIssuer, dyn SessionLimit], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.security.clone(), world.services.clone()).build()
}

pub(crate) fn request() -> TestRequest {
    TestRequest::default().method(Method::POST).uri("/api/v1/auth/login").insert_header(("x-request-id", "req-7"))
}

pub(crate) async fn post(world: &World, request: TestRequest) -> Answer {
    world.send(routes(&slice(world)), request).await
}

pub(crate) async fn log_in(world: &World, username: &str, password: &str) -> Answer {
    post(world, request().set_json(json!({"username": username, "password": password}))).await
}

/// Whom the cookie of an answer signs in.
pub(crate) async fn signed_in_by(world: &World, answer: &Answer) -> Option<Authenticated> {
    let authenticator: Arc<dyn Authenticator> = world.services.resolve();
    let token = answer.cookie().strip_prefix("access_token=").expect("a session cookie");
    authenticator.authenticate(token, world.caller()).await.unwrap()
}

pub(crate) async fn stored(world: &World, user: &User) -> User {
    let users: Arc<dyn Users> = world.persistence.resolve();
    users.find(user.id()).await.unwrap().unwrap()
}

/// A commit that leaves nothing but an event of the kind [`EventKind::UserCreated`]: where it stands among the events tells
/// which other events were committed together.
pub(crate) fn mark(world: &World) -> Changes {
    let mut changes = world.changes();
    let nobody = UserId::new(world.fakes.ids.next());
    changes.record(
        EventId::new(world.fakes.ids.next()),
        EventKind::UserCreated,
        Subject::User(nobody),
        EventData::new(),
    );
    changes
}

pub(crate) fn kinds(events: &[Event]) -> Vec<EventKind> {
    events.iter().map(|event| event.kind).collect()
}
