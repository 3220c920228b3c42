use std::sync::Arc;

use actix_web::{http::Method, test::TestRequest};
use application::{FindError, Forbidden, HasInteractor, ListError, OrderQuery, StoreError};
use domain::{OrderId, UserStatus};
use memory_store::{Fault, fakes::SequentialIds};
use test_kit::World;
use view_orders::{ListOrders, ViewOrder, ViewOrderHistory};

use crate::support::{admin, buyer, history, list, orders_of, send, slice, view};

#[actix_web::test]
async fn nobody_sees_an_order_without_a_live_session() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let order = &orders_of(&world, &user, 1).await[0];
    world.alter(&user, |user| user.status = UserStatus::Inactive).await;
    for cookie in [cookie.as_str(), "access_token=garbage", "other=1"] {
        list(&world, cookie, "").await.assert_problem(401, "unauthenticated");
        for id in [order.id().to_string(), "no-id".to_owned()] {
            view(&world, cookie, &id).await.assert_problem(401, "unauthenticated");
            history(&world, cookie, &id).await.assert_problem(401, "unauthenticated");
        }
    }
}

#[actix_web::test]
async fn a_query_where_there_is_none_is_refused_once_it_is_known_who_asks() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let order = &orders_of(&world, &user, 1).await[0];
    for path in [format!("{}?scope=all", order.id()), format!("{}/events?pageSize=1", order.id())] {
        view(&world, "other=1", &path).await.assert_problem(401, "unauthenticated");
        view(&world, &cookie, &path).await.assert_problem(400, "invalid-parameter");
    }
}

#[actix_web::test]
async fn head_is_answered_like_get() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let order = &orders_of(&world, &user, 1).await[0];
    let one = format!("/api/v1/orders/{}", order.id());
    for path in ["/api/v1/orders", "/api/v1/orders/", &one, &format!("{one}/"), &format!("{one}/events")] {
        let read = send(&world, TestRequest::get().uri(path), &cookie).await;
        let head = send(&world, TestRequest::default().method(Method::HEAD).uri(path), &cookie).await;
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
        let (user, cookie) = buyer(&world).await;
        let order = &orders_of(&world, &user, 1).await[0];
        world.store.set_fault(Some(fault));
        for answer in [
            list(&world, &cookie, "").await,
            view(&world, &cookie, order.id()).await,
            history(&world, &cookie, order.id()).await,
        ] {
            answer.assert_problem(status, code);
            assert_eq!(answer.header("retry-after"), retry_after, "{fault:?}");
            assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        }
    }
}

#[actix_web::test]
async fn the_use_cases_check_the_right_themselves() {
    let world = World::new();
    let slice = slice(&world);
    let (list, view, history): (Arc<ListOrders>, Arc<ViewOrder>, Arc<ViewOrderHistory>) =
        (slice.interactor(), slice.interactor(), slice.interactor());
    let ((ada, _), (acting, _)) = (buyer(&world).await, admin(&world).await);
    let orders = orders_of(&world, &acting, 2).await;
    let (mut plain, allowed) = (world.sign_in(&ada).await.0, world.sign_in(&acting).await.0);
    let query = |user| OrderQuery { user, status: None };

    let page = list.execute(&allowed, query(None), None, 1).await.unwrap();
    assert_eq!((page.items, page.has_more), (vec![orders[1].clone()], true));
    assert_eq!(view.execute(&allowed, orders[0].id()).await.unwrap(), orders[0]);
    assert_eq!(history.execute(&allowed, orders[0].id()).await.unwrap(), []);
    for user in [None, Some(acting.id())] {
        let refused = list.execute(&plain, query(user), None, 1).await.unwrap_err();
        assert!(matches!(refused, ListError::Forbidden(Forbidden)), "{refused:?}");
    }
    for id in [orders[0].id(), OrderId::new(SequentialIds::nth(1_000))] {
        let refused = view.execute(&plain, id).await.unwrap_err();
        assert!(matches!(refused, FindError::NotFound(_)), "{refused:?}");
        let refused = history.execute(&plain, id).await.unwrap_err();
        assert!(matches!(refused, FindError::NotFound(_)), "{refused:?}");
    }
    plain.user = world.alter(&ada, |user| user.status = UserStatus::Inactive).await;
    let refused = list.execute(&plain, query(Some(ada.id())), None, 1).await.unwrap_err();
    assert!(matches!(refused, ListError::Forbidden(Forbidden)), "{refused:?}");

    world.store.set_fault(Some(Fault::Unexpected));
    let failed = list.execute(&allowed, query(None), None, 1).await.unwrap_err();
    assert!(matches!(failed, ListError::Store(StoreError::Unexpected(_))), "{failed:?}");
    let failed = view.execute(&allowed, orders[0].id()).await.unwrap_err();
    assert!(matches!(failed, FindError::Store(StoreError::Unexpected(_))), "{failed:?}");
    let failed = history.execute(&allowed, orders[0].id()).await.unwrap_err();
    assert!(matches!(failed, FindError::Store(StoreError::Unexpected(_))), "{failed:?}");
}
