use std::sync::Arc;

use actix_web::{http::Method, test::TestRequest};
use application::{Direction, Forbidden, HasInteractor, ListError, StoreError, UserOrder, UserQuery};
use domain::{Role, UserStatus};
use list_users::{ListUsers, ViewUser, ViewUserError};
use memory_store::{Fault, fakes::SequentialIds};
use test_kit::World;

use crate::support::{admin, list, names, send, slice, view};

const EVERYBODY: UserQuery =
    UserQuery { role: None, status: None, order: UserOrder::CreatedAt(None), direction: Direction::Ascending };

#[actix_web::test]
async fn session_and_role_are_checked_before_parameters_and_targets() {
    let world = World::new();
    let (admin, cookie) = admin(&world).await;
    let user = world.user("plain.user", Role::User).await;
    let (_, plain) = world.sign_in(&user).await;
    for query in ["", "?pageSize=0", "?nextToken=garbage"] {
        list(&world, "other=1", query).await.assert_problem(401, "unauthenticated");
        list(&world, &plain, query).await.assert_problem(403, "forbidden");
    }
    for id in [user.id().to_string(), admin.id().to_string(), SequentialIds::nth(1_000).to_string(), "1".to_owned()] {
        view(&world, "other=1", &id).await.assert_problem(401, "unauthenticated");
        view(&world, &plain, &id).await.assert_problem(403, "forbidden");
    }
    world.alter(&admin, |user| user.status = UserStatus::Inactive).await;
    list(&world, &cookie, "").await.assert_problem(401, "unauthenticated");
    view(&world, &cookie, user.id()).await.assert_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn admins_and_super_admins_see_all_users_under_both_admin_managements() {
    for role in [Role::Admin, Role::SuperAdmin] {
        let world = World::new().with_admins_managed_by_super_admins();
        let actor = world.user("acting.user", role).await;
        let (_, cookie) = world.sign_in(&actor).await;
        for &other in Role::ALL {
            let user = world.user(&format!("other.{}", other.as_str().replace('_', "-")), other).await;
            assert_eq!(view(&world, &cookie, user.id()).await.body["role"], other.as_str());
        }
        assert_eq!(view(&world, &cookie, actor.id()).await.status, 200, "their own account too");
        assert_eq!(names(&list(&world, &cookie, "").await).len(), 4);
    }
}

#[actix_web::test]
async fn head_is_answered_like_get() {
    let world = World::new();
    let (admin, cookie) = admin(&world).await;
    for path in ["/api/v1/users".to_owned(), "/api/v1/users/".to_owned(), format!("/api/v1/users/{}", admin.id())] {
        let read = send(&world, TestRequest::get().uri(&path), &cookie).await;
        let head = send(&world, TestRequest::default().method(Method::HEAD).uri(&path), &cookie).await;
        assert_eq!((head.status, head.header("etag")), (read.status, read.header("etag")), "{path}");
        assert_eq!(read.status, 200, "{path}");
    }
}

#[actix_web::test]
async fn a_store_that_fails_is_reported_without_its_reasons() {
    for (fault, status, code, retry_after) in
        [(Fault::Unavailable, 503, "unavailable", "1"), (Fault::Unexpected, 500, "internal", "")]
    {
        let world = World::new();
        let (admin, cookie) = admin(&world).await;
        world.store.set_fault(Some(fault));
        for answer in [list(&world, &cookie, "").await, view(&world, &cookie, admin.id()).await] {
            answer.assert_problem(status, code);
            assert_eq!(answer.header("retry-after"), retry_after, "{fault:?}");
            assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        }
    }
}

#[actix_web::test]
async fn the_use_cases_themselves_check_the_role_before_they_ask_the_store() {
    let world = World::new();
    let (list, view): (Arc<ListUsers>, Arc<ViewUser>) = (slice(&world).interactor(), slice(&world).interactor());
    let user = world.user("plain.user", Role::User).await;
    let inactive = world
        .user_with("inactive.admin", |user| {
            user.role = Role::SuperAdmin;
            user.status = UserStatus::Inactive;
        })
        .await;
    let admin = world.user("acting.admin", Role::Admin).await;
    let (plain, closed, allowed) =
        (world.sign_in(&user).await.0, world.sign_in(&inactive).await.0, world.sign_in(&admin).await.0);
    let page = list.execute(&allowed, EVERYBODY, 2).await.unwrap();
    assert_eq!((page.items, page.has_more), (vec![user.clone(), inactive], true));
    assert_eq!(view.execute(&allowed, user.id()).await.unwrap(), user);
    let unknown = view.execute(&allowed, domain::UserId::new(SequentialIds::nth(1_000))).await.unwrap_err();
    assert!(matches!(unknown, ViewUserError::NotFound), "{unknown:?}");

    world.store.set_fault(Some(Fault::Unexpected));
    for principal in [&plain, &closed] {
        let refused = list.execute(principal, EVERYBODY, 2).await.unwrap_err();
        assert!(matches!(refused, ListError::Forbidden(Forbidden)), "{refused:?}");
        let refused = view.execute(principal, user.id()).await.unwrap_err();
        assert!(matches!(refused, ViewUserError::Forbidden(Forbidden)), "{refused:?}");
    }
    let failed = list.execute(&allowed, EVERYBODY, 2).await.unwrap_err();
    assert!(matches!(failed, ListError::Store(StoreError::Unexpected(_))), "{failed:?}");
    let failed = view.execute(&allowed, user.id()).await.unwrap_err();
    assert!(matches!(failed, ViewUserError::Store(StoreError::Unexpected(_))), "{failed:?}");
}
