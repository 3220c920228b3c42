//! The use case over the memory store, and its route behind the server's edge.

use actix_web::test::TestRequest;
use application::{Administration, EventKind, NewPasswords, Services};
use domain::{Role, User, UserId};
use memory_store::fakes::{FakePasswords, SequentialIds};
use serde_json::{Value, json};
use set_password::{SetPassword, routes};
use shaku::module;
use test_kit::{Administered, AdministrationCall, Answer, PASSWORD, Rights, World, logged, with_cookie};

module! {
    Slice {
        components = [SetPassword],
        providers = [],
        use dyn Services { components = [dyn Administration, dyn NewPasswords], providers = [] }
    }
}

const NEW: &str = "nanoseconds of wire";

fn slice(world: &World) -> Slice {
    Slice::builder(world.services.clone()).build()
}

fn call() -> AdministrationCall {
    AdministrationCall::new(
        |user| TestRequest::put().uri(&format!("/api/v1/users/{}/password", user.id())),
        |_| json!({ "password": NEW }),
        |_| (),
        |world| routes(&slice(world)),
    )
}

async fn set(world: &World, cookie: &str, target: &User, password: &str) -> Answer {
    call().send_body(world, cookie, target, &json!({ "password": password })).await
}

#[actix_web::test]
async fn the_password_is_set_and_every_session_of_the_user_ends_at_the_next_request() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    let (_, first) = world.sign_in(&target).await;
    let (_, second) = world.sign_in(&target).await;
    let answer = set(&world, &cookie, &target, NEW).await;

    assert_eq!((answer.status.as_u16(), &answer.body), (204, &Value::Null));
    let stored = world.stored(&target).await;
    assert!(*stored.password_hash() == FakePasswords::present_hash(NEW));
    assert_eq!(stored.session_epoch(), target.session_epoch().next());
    for session in [&first, &second] {
        assert!(world.signed_in_by(session).await.is_none());
    }
    assert!(world.signed_in_by(&cookie).await.is_some(), "the admin stays signed in");
}

#[actix_web::test]
async fn accents_are_taken_in_one_form() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    set(&world, &cookie, &target, "cafe\u{301} engine").await;
    assert!(*world.stored(&target).await.password_hash() == FakePasswords::present_hash("caf\u{e9} engine"));
}

#[actix_web::test]
async fn a_password_against_the_rules_is_named_and_none_is_set() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    let (_, theirs) = world.sign_in(&target).await;
    for password in ["", "short", "password1", "tARGET.uSER", &"x".repeat(129)] {
        let answer = set(&world, &cookie, &target, password).await;
        answer.assert_problem(422, "invalid-password");
        answer.assert_field("/password");
    }
    assert_eq!(world.stored(&target).await, target);
    assert_eq!(world.store.events(), []);
    assert!(world.signed_in_by(&theirs).await.is_some());
    // The rule compares with the name of the user, not of the acting admin.
    assert_eq!(set(&world, &cookie, &target, "acting.admin").await.status, 204);
}

#[actix_web::test]
async fn a_missing_right_is_refused_before_the_password_is_checked() {
    let world = World::new();
    let (actor, cookie, _) = call().parties(&world).await;
    let boss = world.user("super.admin", Role::SuperAdmin).await;
    world.fakes.passwords.set_saturated(true);
    for target in [&boss, &actor] {
        set(&world, &cookie, target, "short").await.assert_problem(403, "forbidden");
        set(&world, &cookie, target, NEW).await.assert_problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn an_id_that_is_none_is_refused_after_the_role_and_before_the_user_is_looked_for() {
    let world = World::new();
    let (_, admin, _) = call().parties(&world).await;
    let plain = world.user("plain.user", Role::User).await;
    let (_, user) = world.sign_in(&plain).await;
    for id in ["1", "target.user", "019b76daa80070008000000000000001", "%7B019b76da-a800-7000-8000-000000000001%7D"] {
        let request = |cookie: &str| {
            let request = TestRequest::put().uri(&format!("/api/v1/users/{id}/password"));
            with_cookie(request, cookie).set_json(json!({ "password": NEW }))
        };
        let answer = world.send(routes(&slice(&world)), request(&admin)).await;
        answer.assert_problem(400, "invalid-parameter");
        world.send(routes(&slice(&world)), request(&user)).await.assert_problem(403, "forbidden");
    }
    let nobody = UserId::new(SequentialIds::nth(1_000));
    let request = TestRequest::put().uri(&format!("/api/v1/users/{nobody}/password"));
    let request = with_cookie(request, &admin).set_json(json!({ "password": NEW }));
    world.send(routes(&slice(&world)), request).await.assert_problem(404, "not-found");
}

#[actix_web::test]
async fn a_busy_hasher_is_reported_as_unavailable() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    world.fakes.passwords.set_saturated(true);
    let answer = set(&world, &cookie, &target, NEW).await;
    answer.assert_problem(503, "unavailable");
    assert_eq!(answer.header("retry-after"), "1");
    assert_eq!(world.stored(&target).await, target);
}

#[actix_web::test]
async fn setting_the_same_password_again_ends_the_sessions_again() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    let (_, theirs) = world.sign_in(&target).await;
    assert_eq!(set(&world, &cookie, &target, PASSWORD).await.status, 204);
    assert!(world.signed_in_by(&theirs).await.is_none());
}

#[actix_web::test]
async fn no_password_shows_in_the_log() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    let (_, log) = logged(set(&world, &cookie, &target, "canary-in-the-mine")).await;
    assert!(log.contains("password_setting"), "{log}");
    assert!(!log.contains("canary"), "{log}");
}

#[actix_web::test]
async fn it_is_one_of_the_calls_that_administer() {
    let rights = Rights {
        super_admin: [204, 204, 204, 403, 404],
        admin: [204, 204, 403, 403, 404],
        mere_admin: [204, 403, 403, 403, 404],
    };
    let row = Administered { rights, event: EventKind::PasswordSet, security_event: "password_setting" };
    call().assert_everything(row).await;
}
