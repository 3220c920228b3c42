//! The use case over the memory store, and its route behind the server's edge.

use actix_web::{http::Method, test::TestRequest};
use application::{EventKind, Services, Work};
use close_account::{CloseAccount, routes};
use domain::{Role, SessionEpoch};
use memory_store::Fault;
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    Slice {
        components = [CloseAccount],
        providers = [],
        use dyn Services { components = [dyn Work], providers = [] }
    }
}

async fn close(world: &World, cookie: &str) -> Answer {
    let slice = Slice::builder(world.services.clone()).build();
    let request = TestRequest::default().method(Method::DELETE).uri("/api/v1/auth/account");
    world.send(routes(&slice), with_cookie(request, cookie)).await
}

#[actix_web::test]
async fn the_account_is_closed_and_its_sessions_are_over() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    let (_, other) = world.sign_in(&user).await;

    let answer = close(&world, &cookie).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.cookie(), "access_token=");
    assert!(!world.stored(&user).await.is_active());
    assert_eq!(world.store.events().last().map(|event| event.kind), Some(EventKind::UserInactivated));
    for cookie in [cookie, other] {
        close(&world, &cookie).await.assert_problem(401, "unauthenticated");
    }
}

#[actix_web::test]
async fn a_super_admin_is_refused_and_nothing_is_written() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::SuperAdmin).await;
    let (_, cookie) = world.sign_in(&user).await;
    close(&world, &cookie).await.assert_problem(403, "forbidden");
    assert_eq!(world.stored(&user).await, user);
}

#[actix_web::test]
async fn a_change_that_comes_first_is_kept() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    let (promotion, _) = world.alteration(&user, |user| user.role = Role::Admin);

    assert_eq!(close(&world.overtaken_by([promotion]), &cookie).await.status, 204);
    let closed = world.stored(&user).await;
    assert_eq!((closed.role(), closed.is_active()), (Role::Admin, false));
    assert_eq!(closed.session_epoch(), SessionEpoch::FIRST.next());
}

#[actix_web::test]
async fn a_user_who_is_gone_by_then_is_refused() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    let mut deletion = world.changes();
    deletion.delete(user);
    close(&world.overtaken_by([deletion]), &cookie).await.assert_problem(403, "forbidden");
}

#[actix_web::test]
async fn changes_that_always_come_first_are_reported() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    world.store.set_fault(Some(Fault::CommitsStale));
    close(&world, &cookie).await.assert_problem(409, "conflict");
}

#[actix_web::test]
async fn a_store_that_does_not_answer_is_reported() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    world.store.set_fault(Some(Fault::CommitsUnavailable));
    close(&world, &cookie).await.assert_problem(503, "unavailable");
}
