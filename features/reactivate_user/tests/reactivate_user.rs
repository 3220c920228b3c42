//! The use case over the store in memory, and its route behind the edge of the server.

use application::{Administration, EventKind, Services};
use domain::UserStatus;
use reactivate_user::{ReactivateUserInteractor, routes};
use serde_json::json;
use shaku::module;
use test_kit::{AdministrationCall, Rights, World};

module! {
    Slice {
        components = [ReactivateUserInteractor],
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
async fn the_account_is_open_again_and_no_session_is_revived() {
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
async fn who_may_open_whose_account() {
    call()
        .assert_rights(Rights {
            super_admin: [200, 200, 200, 403, 404],
            admin: [200, 200, 403, 403, 404],
            mere_admin: [200, 403, 403, 403, 404],
        })
        .await;
}

#[actix_web::test]
async fn only_who_is_signed_in_gets_to_know_more() {
    call().assert_only_the_signed_in_may().await;
}

#[actix_web::test]
async fn session_and_role_are_judged_before_the_body_and_the_body_before_the_target() {
    call().assert_order_of_judgement().await;
}

#[actix_web::test]
async fn the_change_and_its_event_are_one_commit_and_the_log_tells() {
    call().assert_recorded(EventKind::UserReactivated, "user_reactivation").await;
    call().assert_refusals_logged("user_reactivation").await;
}

#[actix_web::test]
async fn doing_it_again_changes_nothing() {
    call().assert_second_changes_nothing().await;
}

#[actix_web::test]
async fn names_are_taken_in_any_case_and_impossible_ones_are_nobodys() {
    call().assert_names_are_taken_in_any_case().await;
}

#[actix_web::test]
async fn competing_changes_are_heeded() {
    call().assert_competitors_are_heeded().await;
}

#[actix_web::test]
async fn an_actor_who_lost_the_right_meanwhile_is_refused() {
    call().assert_lost_rights_are_heeded().await;
}

#[actix_web::test]
async fn a_store_that_fails_is_told_without_its_reasons_and_nothing_is_changed() {
    tokio::time::pause();
    call().assert_faults_are_told().await;
}
