use std::sync::Arc;

use actix_web::{http::Method, test::TestRequest};
use application::{Forbidden, HasInteractor, ListError, StoreError};
use dead_letters::ListDeadLetters;
use domain::{Role, UserStatus};
use memory_store::Fault;
use test_kit::{World, logged, security_events};

use crate::support::{dead_letter, letters, list, redeliver, send, signed_in, slice};

#[actix_web::test]
async fn session_and_role_are_checked_before_parameters_and_targets() {
    let world = World::new();
    let letter = dead_letter(&world).await;
    for role in [Role::User, Role::Admin] {
        let (user, cookie) = signed_in(&world, role).await;
        for query in ["", "?pageSize=0", "?nextToken=garbage"] {
            list(&world, "other=1", query).await.assert_problem(401, "unauthenticated");
            list(&world, &cookie, query).await.assert_problem(403, "forbidden");
        }
        for id in [letter.event.id.to_string(), "1".to_owned()] {
            redeliver(&world, "other=1", &id).await.assert_problem(401, "unauthenticated");
            let (answer, log) = logged(redeliver(&world, &cookie, &id)).await;
            answer.assert_problem(403, "forbidden");
            let event = &security_events(&log)[0];
            assert_eq!((&event["event"], &event["outcome"]), (&"administration".into(), &"refused".into()), "{role}");
            assert_eq!(event["actor_id"], user.id().to_string());
        }
    }
    assert_eq!(letters(&world).await, [letter]);
    let (root, cookie) = signed_in(&world, Role::SuperAdmin).await;
    world.alter(&root, |user| user.status = UserStatus::Inactive).await;
    list(&world, &cookie, "").await.assert_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_page_of_another_site_redelivers_nothing() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
    let letter = dead_letter(&world).await;
    let path = format!("/api/v1/dead-letters/{}/redeliver", letter.event.id);
    let request = TestRequest::post().uri(&path).insert_header(("sec-fetch-site", "cross-site"));
    send(&world, request, &cookie).await.assert_problem(403, "cross-site-request");
    assert_eq!(letters(&world).await, [letter]);
}

#[actix_web::test]
async fn head_is_answered_like_get() {
    let world = World::new();
    let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
    for path in ["/api/v1/dead-letters", "/api/v1/dead-letters/"] {
        let head = send(&world, TestRequest::default().method(Method::HEAD).uri(path), &cookie).await;
        assert_eq!(head.status, 200, "{path}");
    }
}

#[actix_web::test]
async fn the_list_itself_checks_the_role_before_it_asks_the_store() {
    let world = World::new();
    let list: Arc<ListDeadLetters> = slice(&world).interactor();
    let expected = [dead_letter(&world).await, dead_letter(&world).await];
    let admin = world.user("acting.admin", Role::Admin).await;
    let root = world.user("acting.root", Role::SuperAdmin).await;
    let (admin, root) = (world.sign_in(&admin).await.0, world.sign_in(&root).await.0);
    let page = list.execute(&root, None, 1).await.unwrap();
    assert_eq!((page.items, page.has_more), (expected[..1].to_vec(), true));
    let rest = list.execute(&root, Some(expected[0].event.id), 1).await.unwrap();
    assert_eq!((rest.items, rest.has_more), (expected[1..].to_vec(), false));

    world.store.set_fault(Some(Fault::Unexpected));
    let refused = list.execute(&admin, None, 1).await.unwrap_err();
    assert!(matches!(refused, ListError::Forbidden(Forbidden)), "{refused:?}");
    let failed = list.execute(&root, None, 1).await.unwrap_err();
    assert!(matches!(failed, ListError::Store(StoreError::Unexpected(_))), "{failed:?}");
}

#[actix_web::test]
async fn a_store_that_fails_is_reported_without_its_reasons() {
    for (fault, status, code) in [(Fault::Unavailable, 503, "unavailable"), (Fault::Unexpected, 500, "internal")] {
        let world = World::new();
        let (_, cookie) = signed_in(&world, Role::SuperAdmin).await;
        world.store.set_fault(Some(fault));
        let answer = list(&world, &cookie, "").await;
        answer.assert_problem(status, code);
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
    }
}
