//! The use case over the store in memory, and its route behind the edge of the server.

use actix_web::{http::Method, test::TestRequest};
use application::{Authorization, Services, Work};
use domain::{Role, User, UserStatus};
use memory_store::Fault;
use publish_notice::{PublishNotice, routes};
use serde_json::json;
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    Slice {
        components = [PublishNotice],
        providers = [],
        use dyn Services { components = [dyn Authorization, dyn Work], providers = [] }
    }
}

fn request() -> TestRequest {
    TestRequest::default().method(Method::POST).uri("/api/v1/notices").set_json(json!({}))
}

async fn send(world: &World, request: TestRequest) -> Answer {
    let slice = Slice::builder(world.services.clone()).build();
    world.send(routes(&slice), request).await
}

async fn call(world: &World, cookie: &str) -> Answer {
    send(world, with_cookie(request(), cookie)).await
}

async fn signed_in(world: &World, role: Role) -> (User, String) {
    let user = world.user("ada.lovelace", role).await;
    let (_, cookie) = world.sign_in(&user).await;
    (user, cookie)
}

#[actix_web::test]
async fn each_role_is_answered_as_the_policy_says() {
    for (role, status) in [(Role::User, 403), (Role::Admin, 204), (Role::SuperAdmin, 204)] {
        let world = World::new();
        let (user, cookie) = signed_in(&world, role).await;
        assert_eq!(call(&world, &cookie).await.status, status, "{role}");
        assert_eq!(world.stored(&user).await, user, "{role}");
        assert_eq!(world.store.events(), [], "{role}");
    }
}

#[actix_web::test]
async fn a_caller_without_a_session_is_refused() {
    send(&World::new(), request()).await.assert_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_field_that_the_body_does_not_have_is_refused() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    let request = with_cookie(request().set_json(json!({"other": true})), &cookie);
    send(&world, request).await.assert_problem(400, "unknown-field");
}

#[actix_web::test]
async fn a_user_who_is_inactive_by_then_is_refused() {
    let world = World::new();
    let (user, cookie) = signed_in(&world, Role::Admin).await;
    let (closure, _) = world.alteration(&user, |user| user.status = UserStatus::Inactive);
    call(&world.overtaken_by([closure]), &cookie).await.assert_problem(403, "forbidden");
}

#[actix_web::test]
async fn a_user_who_is_gone_by_then_is_refused() {
    let world = World::new();
    let (user, cookie) = signed_in(&world, Role::Admin).await;
    let mut deletion = world.changes();
    deletion.delete(user);
    call(&world.overtaken_by([deletion]), &cookie).await.assert_problem(403, "forbidden");
}

#[actix_web::test]
async fn changes_that_always_come_first_are_a_conflict() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    world.store.set_fault(Some(Fault::CommitsStale));
    call(&world, &cookie).await.assert_problem(409, "conflict");
}

#[actix_web::test]
async fn a_store_that_does_not_answer_is_unavailable() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    world.store.set_fault(Some(Fault::CommitsUnavailable));
    call(&world, &cookie).await.assert_problem(503, "unavailable");
}
