use domain::{OrderStatus, UserStatus};
use memory_store::fakes::SequentialIds;
use test_kit::World;

use crate::support::{buyer, cancel, cancel_if, delete, send, stored};

#[actix_web::test]
async fn an_order_that_has_come_too_far_is_refused_and_the_detail_names_its_status() {
    for status in [OrderStatus::Shipped, OrderStatus::Delivered, OrderStatus::Cancelled] {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let tea = world.product("Tea").await;
        let placed = world.order_with(&user, &[(&tea, 4)], |order| order.status = status).await;
        let answer = cancel(&world, &cookie, placed.id()).await;
        answer.assert_problem(422, "order-not-cancellable");
        let detail = answer.body["detail"].as_str().unwrap();
        assert!(detail.contains(status.as_str()), "{detail}");
        assert_eq!((stored(&world, &placed).await, world.store.events()), (placed, vec![]));
        assert_eq!(world.stock_of(&tea).await, Some(6));
    }
}

#[actix_web::test]
async fn cancelling_twice_is_refused_and_gives_back_once() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let placed = world.order(&user, &[(&tea, 4)]).await;
    assert_eq!(cancel(&world, &cookie, placed.id()).await.status, 200);
    let (after, events) = (stored(&world, &placed).await, world.store.events());
    cancel(&world, &cookie, placed.id()).await.assert_problem(422, "order-not-cancellable");
    assert_eq!((stored(&world, &placed).await, world.store.events()), (after, events));
    assert_eq!(world.stock_of(&tea).await, Some(10));
}

#[actix_web::test]
async fn an_order_in_another_state_than_presumed_is_left_alone() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let placed = world.order(&user, &[(&world.product("Tea").await, 4)]).await;
    for tags in ["\"2\"", "\"0\", \"7\"", "W/\"1\"", "1", "", "garbage"] {
        cancel_if(&world, &cookie, placed.id(), tags).await.assert_problem(412, "precondition-failed");
    }
    let processing = world.alter_order(&placed, OrderStatus::Processing).await;
    cancel_if(&world, &cookie, placed.id(), "\"1\"").await.assert_problem(412, "precondition-failed");
    assert_eq!(stored(&world, &placed).await, processing);
    // The precondition is checked before the status.
    world.alter_order(&processing, OrderStatus::Shipped).await;
    cancel_if(&world, &cookie, placed.id(), "\"1\"").await.assert_problem(412, "precondition-failed");
    cancel_if(&world, &cookie, placed.id(), "*").await.assert_problem(422, "order-not-cancellable");
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn an_unknown_order_is_not_found_and_an_id_that_is_none_is_refused() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    for tags in ["*", "\"1\""] {
        let unknown = SequentialIds::nth(1_000);
        cancel_if(&world, &cookie, unknown, tags).await.assert_problem(404, "order-not-found");
    }
    for id in ["1", "all", "019b76daa80070008000000000000001"] {
        cancel(&world, "other=1", id).await.assert_problem(401, "unauthenticated");
        cancel(&world, &cookie, id).await.assert_problem(400, "invalid-parameter");
    }
    let placed = world.order(&user, &[(&world.product("Tea").await, 4)]).await;
    let with_query = delete(&cookie, &format!("{}?force=true", placed.id()));
    send(&world, with_query).await.assert_problem(400, "invalid-parameter");
    let cross_site = delete(&cookie, &placed.id()).insert_header(("sec-fetch-site", "cross-site"));
    send(&world, cross_site).await.assert_problem(403, "cross-site-request");
    world.alter(&user, |user| user.status = UserStatus::Inactive).await;
    cancel(&world, &cookie, placed.id()).await.assert_problem(401, "unauthenticated");
    assert_eq!((stored(&world, &placed).await, world.store.events()), (placed, vec![]));
}
