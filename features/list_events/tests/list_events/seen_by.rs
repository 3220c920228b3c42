use std::sync::Arc;

use actix_web::{http::Method, test::TestRequest};
use application::{Actor, Event, EventFilter, EventKind, Forbidden, HasInteractor, ListError, StoreError};
use domain::{Role, UserStatus};
use list_events::ListEvents;
use memory_store::Fault;
use test_kit::{World, logged, security_events};

use crate::support::{event, ids, list, record, send, signed_in, slice, some_events, texts};

#[actix_web::test]
async fn session_and_role_are_checked_before_parameters() {
    let world = World::new();
    let (user, plain) = signed_in(&world, Role::User).await;
    let (admin, cookie) = signed_in(&world, Role::Admin).await;
    for query in ["", "?pageSize=0", "?nextToken=garbage", "?type=lost", &format!("?userId={}", user.id())] {
        list(&world, "other=1", query).await.assert_problem(401, "unauthenticated");
        let (answer, log) = logged(list(&world, &plain, query)).await;
        answer.assert_problem(403, "forbidden");
        let event = &security_events(&log)[0];
        assert_eq!((&event["event"], &event["outcome"]), (&"administration".into(), &"refused".into()));
        assert_eq!(event["actor_id"], user.id().to_string());
    }
    world.alter(&admin, |user| user.status = UserStatus::Inactive).await;
    list(&world, &cookie, "").await.assert_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn admins_see_the_events_of_super_admins_and_of_the_operator_too() {
    for role in [Role::Admin, Role::SuperAdmin] {
        let world = World::new().with_admins_managed_by_super_admins();
        let (_, cookie) = signed_in(&world, role).await;
        let root = world.user("root.user", Role::SuperAdmin).await;
        let mut events = Vec::new();
        for actor in [Actor::Operator, Actor::User(root.id())] {
            events.push(record(&world, Event { actor, ..event(&world, EventKind::AdminGranted, root.id()) }).await);
        }
        assert_eq!(ids(&list(&world, &cookie, "").await), texts(events.iter().rev()), "{role}");
        assert_eq!(ids(&list(&world, &cookie, &format!("?userId={}", root.id())).await), texts(&events[1..]), "{role}");
    }
}

#[actix_web::test]
async fn head_is_answered_like_get() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::Admin).await;
    for path in ["/api/v1/events", "/api/v1/events/", "/api/v1/events?pageSize=1"] {
        let head = send(&world, TestRequest::default().method(Method::HEAD).uri(path), &cookie).await;
        assert_eq!(head.status, 200, "{path}");
    }
}

#[actix_web::test]
async fn a_store_that_fails_is_reported_without_its_reasons() {
    for (fault, status, code, retry_after) in
        [(Fault::Unavailable, 503, "unavailable", "1"), (Fault::Unexpected, 500, "internal", "")]
    {
        let world = World::new();
        let (_, cookie) = signed_in(&world, Role::Admin).await;
        world.store.set_fault(Some(fault));
        let answer = list(&world, &cookie, "").await;
        answer.assert_problem(status, code);
        assert_eq!(answer.header("retry-after"), retry_after, "{fault:?}");
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
    }
}

#[actix_web::test]
async fn the_use_case_itself_checks_the_role_before_it_asks_the_store() {
    let world = World::new();
    let list: Arc<ListEvents> = slice(&world).interactor();
    let events = some_events(&world, 3).await;
    let mut principals = Vec::new();
    for role in [Role::User, Role::Admin] {
        let (user, _) = signed_in(&world, role).await;
        principals.push(world.sign_in(&user).await.0);
    }
    let mut inactive = principals[1].clone();
    inactive.user = world
        .user_with("inactive.admin", |user| (user.role, user.status) = (Role::SuperAdmin, UserStatus::Inactive))
        .await;
    let all = EventFilter::default();
    let page = list.execute(&principals[1], &all, None, 2).await.unwrap();
    let seen: Vec<_> = page.items.iter().map(|event| event.id).collect();
    assert_eq!((seen, page.has_more), (vec![events[2], events[1]], true));

    world.store.set_fault(Some(Fault::Unexpected));
    for refused in [&principals[0], &inactive] {
        let error = list.execute(refused, &all, None, 2).await.unwrap_err();
        assert!(matches!(error, ListError::Forbidden(Forbidden)), "{error:?}");
    }
    let failed = list.execute(&principals[1], &all, None, 2).await.unwrap_err();
    assert!(matches!(failed, ListError::Store(StoreError::Unexpected(_))), "{failed:?}");
}
