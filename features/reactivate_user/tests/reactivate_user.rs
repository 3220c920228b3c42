//! The use case over the memory store, and its route behind the server's edge.

use application::{Administration, EventKind, Services};
use domain::UserStatus;
use reactivate_user::{ReactivateUser, routes};
use serde_json::json;
use shaku::module;
use test_kit::{Administered, AdministrationCall, Rights, World};

module! {
    Slice {
        components = [ReactivateUser],
        providers = [],
        use dyn Services { components = [dyn Administration], providers = [] }
    }
}

fn call() -> AdministrationCall {
    AdministrationCall::patch(
        "/api/v1/users/reactivate",
        |user| user.status = UserStatus::Inactive,
        |world| routes(&Slice::builder(world.services.clone()).build()),
    )
}

#[actix_web::test]
async fn the_account_is_open_again_and_no_session_lives_again() {
    let world = World::new();
    let (_, cookie, target) = call().parties(&world).await;
    let target = world.alter(&target, |user| user.status = UserStatus::Active).await;
    let (_, before) = world.sign_in(&target).await;
    let closed = world
        .alter(&target, |user| {
            user.status = UserStatus::Inactive;
            user.session_epoch = user.session_epoch.next();
        })
        .await;
    let answer = call().send(&world, &cookie, &closed).await;

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
    let stored = world.stored(&target).await;
    assert_eq!((stored.is_active(), stored.session_epoch()), (true, closed.session_epoch()));
    assert!(world.signed_in_by(&before).await.is_none());
    let (_, after) = world.sign_in(&stored).await;
    assert!(world.signed_in_by(&after).await.is_some());
}

#[actix_web::test]
async fn it_is_one_of_the_calls_that_administer() {
    let rights = Rights {
        super_admin: [200, 200, 200, 403, 404],
        admin: [200, 200, 403, 403, 404],
        mere_admin: [200, 403, 403, 403, 404],
    };
    let row = Administered { rights, event: EventKind::UserReactivated, security_event: "user_reactivation" };
    call().assert_everything(row).await;
}
