//! The use case over the memory store, and its route behind the server's edge.

use std::sync::Arc;

use actix_web::test::TestRequest;
use application::{Accounts, Actor, Clock, EventKind, RateLimiter, Services, Subject, Users, Work};
use domain::{Role, Username};
use memory_store::Fault;
use serde_json::{Value, json};
use shaku::module;
use sign_up::{SignUp, routes};
use test_kit::{ATTEMPTS, Answer, PASSWORD, World, with_cookie};

module! {
    Slice {
        components = [SignUp],
        providers = [],
        use dyn Services { components = [dyn Accounts, dyn RateLimiter, dyn Work], providers = [] }
    }
}

async fn post(world: &World, request: TestRequest) -> Answer {
    let slice = Slice::builder(world.services.clone()).build();
    world.send(routes(&slice), request.method(actix_web::http::Method::POST).uri("/api/v1/auth/signup")).await
}

async fn sign_up(world: &World, body: Value) -> Answer {
    post(world, TestRequest::default().set_json(body)).await
}

async fn stored(world: &World, username: &str) -> Option<domain::User> {
    let users: Arc<dyn Users> = world.persistence.resolve();
    users.find_by_username(&Username::parse(username).unwrap()).await.unwrap()
}

#[actix_web::test]
async fn a_sign_up_creates_an_account_of_the_role_user() {
    let world = World::new();
    let answer = sign_up(&world, json!({"username": "Ada.Lovelace", "password": PASSWORD})).await;

    let user = stored(&world, "ada.lovelace").await.unwrap();
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("location"), format!("/api/v1/users/{}", user.id()));
    assert_eq!(
        answer.body,
        json!({
            "id": user.id().to_string(),
            "username": "Ada.Lovelace",
            "role": "user",
            "isActive": true,
            "createdAt": "2026-01-01T00:00:00.000Z",
        })
    );
    assert_eq!((user.role(), user.is_active()), (Role::User, true));
}

#[actix_web::test]
async fn the_account_and_its_event_are_one_commit() {
    let world = World::new();
    let request = TestRequest::default().insert_header(("x-request-id", "req-7"));
    post(&world, request.set_json(json!({"username": "ada.lovelace", "password": PASSWORD}))).await;

    let user = stored(&world, "ada.lovelace").await.unwrap();
    let [event] = &world.store.events()[..] else { panic!("one event") };
    assert_eq!(event.kind, EventKind::UserSignedUp);
    assert_eq!((event.subject, event.actor), (Subject::User(user.id()), Actor::User(user.id())));
    assert_eq!((event.request_id.as_str(), event.at), ("req-7", world.fakes.clock.now()));
}

#[actix_web::test]
async fn a_taken_username_is_refused_in_any_case() {
    let world = World::new();
    world.user("Ada.Lovelace", Role::User).await;
    let answer = sign_up(&world, json!({"username": "ADA.lovelace", "password": PASSWORD})).await;
    answer.assert_problem(409, "username-taken");
}

#[actix_web::test]
async fn a_username_or_password_against_the_rules_is_named() {
    let world = World::new();
    let answer = sign_up(&world, json!({"username": "ada", "password": PASSWORD})).await;
    answer.assert_problem(422, "invalid-username");
    answer.assert_field("/username");
    for password in ["short", "password1", "Ada.Lovelace", &"x".repeat(129)] {
        let answer = sign_up(&world, json!({"username": "ada.lovelace", "password": password})).await;
        answer.assert_problem(422, "invalid-password");
        answer.assert_field("/password");
    }
    assert_eq!(stored(&world, "ada.lovelace").await, None);
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn a_role_can_not_be_slipped_in() {
    let world = World::new();
    let body = json!({"username": "ada.lovelace", "password": PASSWORD, "role": "admin"});
    sign_up(&world, body).await.assert_problem(400, "unknown-field");
    assert_eq!(stored(&world, "ada.lovelace").await, None);
}

#[actix_web::test]
async fn who_is_signed_in_is_refused_before_the_body_is_read() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    let request = with_cookie(TestRequest::default(), &cookie).set_payload("no JSON");
    post(&world, request).await.assert_problem(403, "already-authenticated");
}

#[actix_web::test]
async fn a_body_that_is_no_json_is_refused_by_its_type() {
    let world = World::new();
    post(&world, TestRequest::default().set_payload("{}")).await.assert_problem(415, "unsupported-media-type");
}

#[actix_web::test]
async fn accounts_made_from_one_address_are_bounded() {
    let world = World::new();
    for number in 0..ATTEMPTS.address.attempts {
        let answer = sign_up(&world, json!({"username": format!("user{number:03}"), "password": PASSWORD})).await;
        assert_eq!(answer.status, 201);
    }
    // Before the body is read, so its content makes no difference.
    let answer = post(&world, TestRequest::default().set_payload("no JSON")).await;
    answer.assert_problem(429, "too-many-attempts");
    assert_eq!(answer.header("retry-after"), "900");
    world.fakes.clock.advance(ATTEMPTS.address.window);
    assert_eq!(sign_up(&world, json!({"username": "one.more", "password": PASSWORD})).await.status, 201);
}

#[actix_web::test]
async fn asking_for_taken_names_is_bounded_too() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    let body = || json!({"username": "ada.lovelace", "password": PASSWORD});
    for _ in 0..ATTEMPTS.address.attempts {
        sign_up(&world, body()).await.assert_problem(409, "username-taken");
    }
    sign_up(&world, body()).await.assert_problem(429, "too-many-attempts");
}

#[actix_web::test]
async fn a_refused_password_is_not_counted() {
    let world = World::new();
    for _ in 0..=ATTEMPTS.address.attempts {
        let answer = sign_up(&world, json!({"username": "ada.lovelace", "password": "password1"})).await;
        answer.assert_problem(422, "invalid-password");
    }
}

#[actix_web::test]
async fn a_busy_hasher_is_reported_as_unavailable() {
    let world = World::new();
    world.fakes.passwords.set_saturated(true);
    let answer = sign_up(&world, json!({"username": "ada.lovelace", "password": PASSWORD})).await;
    answer.assert_problem(503, "unavailable");
    assert_eq!(answer.header("retry-after"), "1");
}

#[actix_web::test]
async fn a_store_that_fails_is_reported_without_its_reasons() {
    let body = || json!({"username": "ada.lovelace", "password": PASSWORD});
    for (fault, status, code) in [
        (Fault::Unavailable, 503, "unavailable"),
        (Fault::CommitsUnavailable, 503, "unavailable"),
        (Fault::Unexpected, 500, "internal"),
        (Fault::CommitsStale, 500, "internal"),
    ] {
        let world = World::new();
        world.store.set_fault(Some(fault));
        let answer = sign_up(&world, body()).await;
        answer.assert_problem(status, code);
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
    }
}
