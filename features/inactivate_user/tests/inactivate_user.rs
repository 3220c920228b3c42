//! The use case over the memory store, and its route behind the server's edge.

use application::{Administration, EventKind, Services};
use domain::{Role, UserStatus};
use inactivate_user::{InactivateUser, routes};
use serde_json::json;
use shaku::module;
use test_kit::{Administered, AdministrationCall, Rights, World};

module! {
    Slice {
        components = [InactivateUser],
        providers = [],
        use dyn Services { components = [dyn Administration], providers = [] }
    }
}

fn call() -> AdministrationCall {
    AdministrationCall::patch(
        "/api/v1/users/inactivate",
        |user| user.status = UserStatus::Active,
        |world| routes(&Slice::builder(world.services.clone()).build()),
    )
}

#[actix_web::test]
async fn the_account_is_closed_and_every_session_ends_at_the_next_request() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    let (_, first) = world.sign_in(&target).await;
    let (_, second) = world.sign_in(&target).await;
    let answer = call().send(&world, &cookie, &target).await;

    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "id": target.id().to_string(),
            "username": "Target.User",
            "role": "user",
            "isActive": false,
            "createdAt": "2026-01-01T00:00:00.000Z",
        })
    );
    let stored = world.stored(&target).await;
    assert_eq!((stored.is_active(), stored.session_epoch()), (false, target.session_epoch().next()));
    for session in [&first, &second] {
        assert!(world.signed_in_by(session).await.is_none());
    }
    assert!(world.signed_in_by(&cookie).await.is_some(), "the admin stays signed in");
    // Even a session of the present epoch is invalid while the user is inactive.
    let (_, planted) = world.sign_in(&stored).await;
    assert!(world.signed_in_by(&planted).await.is_none());
}

#[actix_web::test]
async fn an_admin_whose_account_is_closed_administers_no_more() {
    let world = World::new();
    let (actor, cookie, target) = call().parties(&world).await;
    let boss = world.user("super.admin", Role::SuperAdmin).await;
    let (_, bosses) = world.sign_in(&boss).await;
    assert_eq!(call().send(&world, &bosses, &actor).await.status, 200);
    call().send(&world, &cookie, &target).await.assert_problem(401, "unauthenticated");
    assert!(world.stored(&target).await.is_active());
}

#[actix_web::test]
async fn it_is_one_of_the_calls_that_administer() {
    let rights = Rights {
        super_admin: [200, 200, 200, 403, 404],
        admin: [200, 200, 403, 403, 404],
        mere_admin: [200, 403, 403, 403, 404],
    };
    let row = Administered { rights, event: EventKind::UserInactivated, security_event: "user_inactivation" };
    call().assert_everything(row).await;
}
