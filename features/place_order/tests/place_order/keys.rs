use std::time::Duration;

use domain::Role;
use test_kit::{World, kinds};

use crate::support::{assert_same, basket, buyer, order, order_under, orders};

#[actix_web::test]
async fn another_body_under_a_key_is_refused() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let (tea, cups) = (world.product("Tea").await, world.product("Cups").await);
    let body = basket([(&tea, 2), (&cups, 1)]);
    let first = order_under(&world, &cookie, "a-key", &body).await;
    let events = world.store.events();
    for other in [
        basket([(&tea, 2)]),
        basket([(&tea, 2), (&cups, 2)]),
        basket([(&cups, 1), (&tea, 2)]),
        // One that could not be ordered anyway.
        basket([(&tea, 11)]),
    ] {
        order_under(&world, &cookie, "a-key", &other).await.assert_problem(422, "idempotency-key-reused");
    }
    assert_same(&order_under(&world, &cookie, "a-key", &body).await, &first);
    assert_eq!((world.stock_of(&tea).await, world.stock_of(&cups).await), (Some(8), Some(9)));
    assert_eq!((orders(&world).await.len(), world.store.events()), (1, events));
}

#[actix_web::test]
async fn keys_are_compared_to_the_letter_and_need_not_be_sent() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let body = basket([(&tea, 1)]);
    for key in ["a-key", "A-Key", "\"a-key\""] {
        assert_eq!(order_under(&world, &cookie, key, &body).await.status, 201);
    }
    assert_eq!(order(&world, &cookie, &body).await.status, 201);
    assert_eq!((orders(&world).await.len(), world.stock_of(&tea).await), (4, Some(6)));
}

#[actix_web::test]
async fn everybody_has_keys_of_the_own() {
    let world = World::new();
    let (ada, cookie) = buyer(&world).await;
    let charles = world.user("charles.babbage", Role::User).await;
    let (_, other) = world.sign_in(&charles).await;
    let tea = world.product("Tea").await;
    let first = order_under(&world, &cookie, "a-key", &basket([(&tea, 1)])).await;
    let second = order_under(&world, &other, "a-key", &basket([(&tea, 2)])).await;
    assert_eq!(first.body["userId"], ada.id().to_string());
    assert_eq!((second.status.as_u16(), &second.body["userId"]), (201, &charles.id().to_string().into()));
    assert_same(&order_under(&world, &cookie, "a-key", &basket([(&tea, 1)])).await, &first);
    assert_same(&order_under(&world, &other, "a-key", &basket([(&tea, 2)])).await, &second);
    // The key belongs to the user, regardless of the session.
    let (_, elsewhere) = world.sign_in(&ada).await;
    assert_same(&order_under(&world, &elsewhere, "a-key", &basket([(&tea, 1)])).await, &first);
    assert_eq!(world.stock_of(&tea).await, Some(7));
}

#[actix_web::test]
async fn a_key_is_free_again_after_a_day() {
    let world = World::new();
    let (user, _) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let under_key = async |units| {
        let (_, cookie) = world.sign_in(&user).await;
        order_under(&world, &cookie, "a-key", &basket([(&tea, units)])).await
    };
    let first = under_key(1).await;
    world.fakes.clock.advance(Duration::from_hours(24).saturating_sub(Duration::from_millis(1)));
    assert_same(&under_key(1).await, &first);
    under_key(2).await.assert_problem(422, "idempotency-key-reused");
    world.fakes.clock.advance(Duration::from_millis(1));
    let second = under_key(2).await;
    assert_eq!(second.status, 201, "{:#}", second.body);
    assert_ne!(second.body["id"], first.body["id"]);
    // Now it stands for the new order, for a day.
    world.fakes.clock.advance(Duration::from_hours(1));
    assert_same(&under_key(2).await, &second);
    under_key(1).await.assert_problem(422, "idempotency-key-reused");
    assert_eq!((orders(&world).await.len(), world.stock_of(&tea).await), (2, Some(7)));
}

#[actix_web::test]
async fn a_refusal_leaves_the_key_free() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let body = basket([(&tea, 11)]);
    order_under(&world, &cookie, "a-key", &body).await.assert_problem(422, "insufficient-stock");
    let tea = world.alter_product(&tea, |tea| tea.details.price = None).await;
    order_under(&world, &cookie, "a-key", &body).await.assert_problem(422, "product-not-orderable");
    let other = order_under(&world, &cookie, "a-key", &basket([(&world.product("Cups").await, 1)])).await;
    assert_eq!(other.status, 201, "{:#}", other.body);
    // The first order with the key counts.
    order_under(&world, &cookie, "a-key", &basket([(&tea, 1)])).await.assert_problem(422, "idempotency-key-reused");
    assert_eq!(kinds(&world.store.events()).len(), 1);
}
