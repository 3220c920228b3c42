//! The use case over the store in memory, and its route behind the edge of the server.

use actix_web::test::TestRequest;
use application::{Authorization, Clock, Security, Services};
use domain::Role;
use serde_json::json;
use shaku::module;
use test_kit::{Answer, World, with_cookie};
use view_desk::{ViewDesk, routes};

module! {
    Slice {
        components = [ViewDesk],
        providers = [],
        use dyn Security { components = [dyn Clock], providers = [] },
        use dyn Services { components = [dyn Authorization], providers = [] }
    }
}

fn request() -> TestRequest {
    TestRequest::get().uri("/api/v1/desk")
}

async fn send(world: &World, request: TestRequest) -> Answer {
    let slice = Slice::builder(world.security.clone(), world.services.clone()).build();
    world.send(routes(&slice), request).await
}

async fn call_as(role: Role) -> Answer {
    let world = World::new();
    let user = world.user("ada.lovelace", role).await;
    let (_, cookie) = world.sign_in(&user).await;
    send(&world, with_cookie(request(), &cookie)).await
}

#[actix_web::test]
async fn what_was_read_is_the_answer() {
    let answer = call_as(Role::Admin).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, json!({"readAt": "2026-01-01T00:00:00.000Z"}));
}

#[actix_web::test]
async fn each_role_is_answered_as_the_policy_says() {
    for (role, status) in [(Role::User, 403), (Role::Admin, 200), (Role::SuperAdmin, 200)] {
        assert_eq!(call_as(role).await.status, status, "{role}");
    }
}

#[actix_web::test]
async fn a_caller_without_a_session_is_refused() {
    send(&World::new(), request()).await.assert_problem(401, "unauthenticated");
}
