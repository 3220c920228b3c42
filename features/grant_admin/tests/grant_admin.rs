//! The use case over the memory store, and its route behind the server's edge.

use application::{Administration, EventKind, Services};
use domain::Role;
use grant_admin::{GrantAdmin, routes};
use secrecy::ExposeSecret;
use serde_json::json;
use shaku::module;
use test_kit::{Administered, AdministrationCall, Rights, World};

module! {
    Slice {
        components = [GrantAdmin],
        providers = [],
        use dyn Services { components = [dyn Administration], providers = [] }
    }
}

fn call() -> AdministrationCall {
    AdministrationCall::patch(
        "/api/v1/users/grant",
        |user| user.role = Role::User,
        |world| routes(&Slice::builder(world.services.clone()).build()),
    )
}

#[actix_web::test]
async fn the_user_is_an_admin_at_the_next_request_under_another_session_id() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    let (principal, theirs) = world.sign_in(&target).await;
    let answer = call().send(&world, &cookie, &target).await;

    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "id": target.id().to_string(),
            "username": "Target.User",
            "role": "admin",
            "isActive": true,
            "createdAt": "2026-01-01T00:00:00.000Z",
        })
    );
    let next = world.signed_in_by(&theirs).await.unwrap();
    assert_eq!((next.principal.user_id(), next.principal.user.role()), (target.id(), Role::Admin));
    assert_ne!(next.principal.session.id(), principal.session.id());
    assert!(world.signed_in_by(&theirs).await.is_none(), "the cookie from before is dead");
    let renewed = format!("access_token={}", next.renewed.unwrap().token.expose_secret());
    let again = world.signed_in_by(&renewed).await.unwrap();
    assert_eq!((again.principal.session, again.renewed.is_none()), (next.principal.session, true));
}

#[actix_web::test]
async fn the_new_admin_administers_with_the_cookie_from_before() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    let (_, theirs) = world.sign_in(&target).await;
    let other = world.user("other.user", Role::User).await;
    call().send(&world, &theirs, &other).await.assert_problem(403, "forbidden");
    call().send(&world, &cookie, &target).await;
    let answer = call().send(&world, &theirs, &other).await;
    assert_eq!((answer.status.as_u16(), &answer.body["role"]), (200, &json!("admin")));
    assert!(answer.cookie().starts_with("access_token=token/"), "{}", answer.cookie());
    assert_ne!(answer.cookie(), theirs);
    call().send(&world, &theirs, &other).await.assert_problem(401, "unauthenticated");
    assert_eq!(call().send(&world, answer.cookie(), &other).await.status, 200);
}

#[actix_web::test]
async fn it_is_one_of_the_calls_that_administer() {
    let rights =
        Rights { super_admin: [200, 200, 403, 403, 404], admin: [200, 200, 403, 403, 404], mere_admin: [403; 5] };
    let row = Administered { rights, event: EventKind::AdminGranted, security_event: "admin_grant" };
    call().assert_everything(row).await;
}
