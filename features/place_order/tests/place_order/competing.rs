use application::{
    Changes, Fingerprint, IdempotencyKey, IdempotencyRecord, IdempotencyScope, IdempotentOperation, Ids,
};
use domain::{Basket, Order, OrderId, Price, Product, Stock, User};
use serde_json::json;
use test_kit::World;

use crate::support::{basket, buyer, order, order_under, orders, stored};

#[actix_web::test]
async fn a_price_that_changes_meanwhile_applies_to_tracked_and_untracked_stock() {
    for stock in [Stock::Units(10), Stock::Untracked] {
        let world = World::new();
        let (_, cookie) = buyer(&world).await;
        let tea = world.product_with("Tea", |tea| tea.stock = stock).await;
        let price = Price::parse(300, "EUR".parse().unwrap()).unwrap();
        let (edit, _) = world.product_alteration(&tea, |tea| tea.details.price = Some(price));
        let answer = order(&world.overtaken_by([edit]), &cookie, &basket([(&tea, 2)])).await;
        assert_eq!(answer.body["total"], json!({"amount": 600, "currency": "EUR"}), "{stock:?}");
        assert_eq!(orders(&world).await.len(), 1);
    }
}

#[actix_web::test]
async fn what_is_taken_out_of_the_catalogue_meanwhile_is_not_ordered() {
    for stock in [Stock::Units(10), Stock::Untracked] {
        let world = World::new();
        let (_, cookie) = buyer(&world).await;
        let tea = world.product_with("Tea", |tea| tea.stock = stock).await;
        let raced = world.overtaken_by([world.product_deletion(&tea)]);
        order(&raced, &cookie, &basket([(&tea, 2)])).await.assert_problem(422, "unknown-product");
        assert_eq!((orders(&world).await, world.store.events()), (vec![], vec![]), "{stock:?}");
    }
}

#[actix_web::test]
async fn what_begins_or_ceases_to_be_counted_meanwhile_is_taken_or_left_accordingly() {
    for (before, after, left) in
        [(Stock::Untracked, Stock::Units(5), Some(3)), (Stock::Units(5), Stock::Untracked, None)]
    {
        let world = World::new();
        let (_, cookie) = buyer(&world).await;
        let tea = world.product_with("Tea", |tea| tea.stock = before).await;
        let (edit, _) = world.product_alteration(&tea, |tea| tea.details.stock = after);
        let answer = order(&world.overtaken_by([edit]), &cookie, &basket([(&tea, 2)])).await;
        assert_eq!(answer.status, 201, "{:#}", answer.body);
        assert_eq!(world.stock_of(&tea).await, left);
    }
}

#[actix_web::test]
async fn buyers_who_leave_enough_are_no_obstacle_and_those_who_do_not_are_heeded() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    // The second competitor would show that the first caused a second try.
    let raced = world.overtaken_by([world.stock_taken(&tea, 7), world.stock_taken(&tea, 1)]);
    assert_eq!(order(&raced, &cookie, &basket([(&tea, 3)])).await.status, 201);
    assert_eq!(world.stock_of(&tea).await, Some(0));

    let cups = world.product("Cups").await;
    let raced = world.overtaken_by([world.stock_taken(&cups, 8)]);
    let answer = order(&raced, &cookie, &basket([(&cups, 3)])).await;
    answer.assert_problem(422, "insufficient-stock");
    assert_eq!(answer.body["detail"], "There are 2 left of this product.");
    assert_eq!((orders(&world).await.len(), world.stock_of(&cups).await), (1, Some(2)));
}

/// The order of `units` of a product with a key, placed by another request of the user, and the changes that place it.
fn placed_elsewhere(world: &World, user: &User, tea: &Product, units: i64) -> (Changes, Order) {
    let basket = Basket::parse(&[(tea.id(), units)]).unwrap();
    let id = OrderId::new(world.fakes.ids.next());
    let order = Order::place(id, user.id(), &basket, std::slice::from_ref(tea), world.now()).unwrap();
    let line = basket.lines()[0];
    let fingerprint =
        Fingerprint::of([line.product.as_uuid().as_bytes().as_slice(), &line.quantity.units().to_be_bytes()]);
    let key = IdempotencyKey::parse(b"a-key").unwrap();
    let mut changes = world.changes();
    changes.take_stock(tea.clone(), line.quantity);
    changes.insert(order.clone());
    changes.insert_idempotency_record(IdempotencyRecord {
        scope: IdempotencyScope { user: user.id(), operation: IdempotentOperation::named("place_order"), key },
        fingerprint,
        resource_id: order.id().as_uuid(),
        expires_at: world.now().after(IdempotencyRecord::LIFETIME),
    });
    (changes, order)
}

#[actix_web::test]
async fn the_loser_against_the_same_request_answers_with_the_order_of_the_winner() {
    // There may be enough for a second order, or not.
    for units in [2, 8] {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let tea = world.product("Tea").await;
        let (competitor, winner) = placed_elsewhere(&world, &user, &tea, units);
        let raced = world.overtaken_by([competitor]);
        let answer = order_under(&raced, &cookie, "a-key", &basket([(&tea, units)])).await;
        assert_eq!(answer.status, 201, "{:#}", answer.body);
        assert_eq!(stored(&world, &answer).await, winner);
        assert_eq!(answer.header("etag"), format!("\"{}\"", winner.state()));
        assert_eq!(answer.header("location"), format!("/api/v1/orders/{}", winner.id()));
        assert_eq!((orders(&world).await.len(), world.stock_of(&tea).await), (1, Some(10 - units.unsigned_abs())));
        assert_eq!(world.store.events(), [], "the loser records none");
    }
}

#[actix_web::test]
async fn the_loser_against_another_request_under_the_key_is_refused() {
    for (theirs, mine) in [(2, 3), (8, 3)] {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let tea = world.product("Tea").await;
        let (competitor, winner) = placed_elsewhere(&world, &user, &tea, theirs);
        let raced = world.overtaken_by([competitor]);
        let answer = order_under(&raced, &cookie, "a-key", &basket([(&tea, mine)])).await;
        answer.assert_problem(422, "idempotency-key-reused");
        assert_eq!(orders(&world).await, [winner]);
    }
}
