//! The use case over the store in memory, and its route behind the edge of the server.

use std::{sync::Arc, time::Duration};

use actix_web::test::TestRequest;
use application::{Authorization, HasInteractor, ListError, RefusedLogIns, Services, StoreError};
use count_refused_log_ins::{CountRefusedLogIns, routes};
use domain::Role;
use memory_store::Fault;
use serde_json::json;
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    Slice {
        components = [CountRefusedLogIns],
        providers = [],
        use dyn Services { components = [dyn Authorization, dyn RefusedLogIns], providers = [] }
    }
}

fn request() -> TestRequest {
    TestRequest::get().uri("/api/v1/refused-log-ins")
}

async fn send(world: &World, request: TestRequest) -> Answer {
    world.send(routes(&Slice::builder(world.services.clone()).build()), request).await
}

async fn refuse(world: &World, count: usize) {
    let refused: Arc<dyn RefusedLogIns> = world.services.resolve();
    for _ in 0..count {
        refused.record().await;
    }
}

async fn call_as(world: &World, role: Role) -> Answer {
    let user = world.user("ada.lovelace", role).await;
    let (_, cookie) = world.sign_in(&user).await;
    send(world, with_cookie(request(), &cookie)).await
}

#[actix_web::test]
async fn those_of_the_last_day_are_counted() {
    let world = World::new();
    refuse(&world, 2).await;
    world.fakes.clock.advance(Duration::from_hours(2) + Duration::from_mins(20));
    refuse(&world, 1).await;
    let answer = call_as(&world, Role::Admin).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body),
        (200, &json!({"count": 3, "since": "2025-12-31T03:00:00.000Z"}))
    );
}

#[actix_web::test]
async fn each_role_is_answered_as_the_policy_says() {
    for (role, status) in [(Role::User, 403), (Role::Admin, 200), (Role::SuperAdmin, 200)] {
        assert_eq!(call_as(&World::new(), role).await.status, status, "{role}");
    }
}

#[actix_web::test]
async fn a_caller_without_a_session_is_refused() {
    send(&World::new(), request()).await.assert_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_use_case_itself_checks_the_role_before_it_asks_the_store() {
    let world = World::new();
    let interactor: Arc<CountRefusedLogIns> = Slice::builder(world.services.clone()).build().interactor();
    let mut principals = Vec::new();
    for (name, role) in [("ada.lovelace", Role::User), ("grace.hopper", Role::Admin)] {
        principals.push(world.sign_in(&world.user(name, role).await).await.0);
    }
    world.store.set_fault(Some(Fault::Unavailable));
    let errors =
        [interactor.execute(&principals[0]).await.unwrap_err(), interactor.execute(&principals[1]).await.unwrap_err()];
    assert!(matches!(errors, [ListError::Forbidden(_), ListError::Store(StoreError::Unavailable(_))]), "{errors:?}");
}
