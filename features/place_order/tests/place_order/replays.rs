use std::time::Duration;

use domain::{OrderStatus, Price, Stock};
use test_kit::World;

use crate::support::{assert_same, basket, buyer, order, order_under, orders, stored};

/// Asserts that an order placed before gets the same response again, and that nothing is written.
async fn assert_replayed(become_of: impl AsyncFnOnce(&World, &test_kit::Answer, &domain::Product)) {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let body = basket([(&tea, 4)]);
    let first = order_under(&world, &cookie, "a-key", &body).await;
    assert_eq!(first.status, 201, "{:#}", first.body);
    world.fakes.clock.advance(Duration::from_mins(5));
    become_of(&world, &first, &tea).await;
    let (product, all, events) = (world.stored_product(tea.id()).await, orders(&world).await, world.store.events());

    for _ in 0..3 {
        assert_same(&order_under(&world, &cookie, "a-key", &body).await, &first);
    }
    assert_eq!(world.stored_product(tea.id()).await, product);
    assert_eq!((orders(&world).await, world.store.events()), (all, events));
}

#[actix_web::test]
async fn the_same_body_is_answered_as_the_first_time() {
    assert_replayed(async |_, _, _| ()).await;
}

#[actix_web::test]
async fn what_is_sold_out_meanwhile_was_placed_all_the_same() {
    assert_replayed(async |world, _, tea| {
        let charles = world.user("charles.babbage", domain::Role::User).await;
        let (_, other) = world.sign_in(&charles).await;
        assert_eq!(order(world, &other, &basket([(tea, 6)])).await.status, 201);
        assert_eq!(world.stock_of(tea).await, Some(0));
    })
    .await;
}

#[actix_web::test]
async fn what_is_taken_out_of_the_catalogue_meanwhile_was_placed_all_the_same() {
    assert_replayed(async |world, _, tea| world.commit(world.product_deletion(tea)).await).await;
}

#[actix_web::test]
async fn what_costs_or_is_called_something_else_meanwhile_was_placed_as_it_was() {
    assert_replayed(async |world, _, tea| {
        world
            .alter_product(tea, |tea| {
                tea.details.name = domain::ProductName::parse("Dear tea").unwrap();
                tea.details.price = Some(Price::parse(9_999, "USD".parse().unwrap()).unwrap());
            })
            .await;
    })
    .await;
}

#[actix_web::test]
async fn what_has_no_price_or_no_stock_any_more_was_placed_all_the_same() {
    assert_replayed(async |world, _, tea| _ = world.alter_product(tea, |tea| tea.details.price = None).await).await;
    assert_replayed(async |world, _, tea| {
        world.alter_product(tea, |tea| tea.details.stock = Stock::Untracked).await;
    })
    .await;
}

#[actix_web::test]
async fn an_order_that_went_on_or_was_cancelled_is_answered_as_it_was_placed() {
    for statuses in [vec![OrderStatus::Processing, OrderStatus::Shipped], vec![OrderStatus::Cancelled]] {
        assert_replayed(async |world, first, _| {
            for status in &statuses {
                let order = stored(world, first).await;
                world.alter_order(&order, *status).await;
            }
            assert_ne!(stored(world, first).await.status(), OrderStatus::Pending);
        })
        .await;
    }
}
