//! The use case over the memory store, and its route behind the server's edge.

use application::{Administration, EventKind, Services};
use domain::Role;
use revoke_admin::{RevokeAdmin, routes};
use serde_json::json;
use shaku::module;
use test_kit::{Administered, AdministrationCall, Rights, World};

module! {
    Slice {
        components = [RevokeAdmin],
        providers = [],
        use dyn Services { components = [dyn Administration], providers = [] }
    }
}

fn call() -> AdministrationCall {
    AdministrationCall::patch(
        "/api/v1/users/revoke",
        |user| user.role = Role::Admin,
        |world| routes(&Slice::builder(world.services.clone()).build()),
    )
}

#[actix_web::test]
async fn the_admin_is_an_ordinary_user_at_the_next_request_under_another_session_id() {
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
            "role": "user",
            "isActive": true,
            "createdAt": "2026-01-01T00:00:00.000Z",
        })
    );
    let next = world.signed_in_by(&theirs).await.unwrap();
    assert_eq!((next.principal.user_id(), next.principal.user.role()), (target.id(), Role::User));
    assert_ne!(next.principal.session.id(), principal.session.id());
    assert!(world.signed_in_by(&theirs).await.is_none(), "the cookie from before is dead");
}

#[actix_web::test]
async fn a_former_admin_administers_no_more_and_gets_a_new_cookie() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    let (_, theirs) = world.sign_in(&target).await;
    call().send(&world, &cookie, &target).await;
    let other = world.user("other.admin", Role::Admin).await;
    let answer = call().send(&world, &theirs, &other).await;
    answer.assert_problem(403, "forbidden");
    assert!(answer.cookie().starts_with("access_token=token/"), "{}", answer.cookie());
    assert!(world.signed_in_by(answer.cookie()).await.is_some());
    assert_eq!(world.stored(&other).await, other);
}

#[actix_web::test]
async fn it_is_one_of_the_calls_that_administer() {
    let rights =
        Rights { super_admin: [200, 200, 200, 403, 404], admin: [200, 200, 403, 403, 404], mere_admin: [403; 5] };
    let row = Administered { rights, event: EventKind::AdminRevoked, security_event: "admin_revocation" };
    call().assert_everything(row).await;
}
