use domain::{Price, Product, Stock};
use memory_store::fakes::SequentialIds;
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{basket, buyer, order, order_under, orders};

/// Asserts that this is refused with this code, and that nothing is written, with and without a key.
async fn assert_refused(world: &World, cookie: &str, body: &Value, code: &str, pointer: &str) {
    for answer in [order(world, cookie, body).await, order_under(world, cookie, "a-key", body).await] {
        answer.assert_problem(422, code);
        answer.assert_field(pointer);
        assert_eq!(answer.body["errors"].as_array().map(Vec::len), Some(1));
        assert_eq!((answer.header("location"), answer.header("etag")), ("", ""));
    }
    assert_eq!((orders(world).await, world.store.events()), (vec![], vec![]));
}

async fn priced(world: &World, name: &str, amount: i64, currency: &str) -> Product {
    let price = Price::parse(amount, currency.parse().unwrap()).unwrap();
    world
        .product_with(name, |details| {
            details.price = Some(price);
            details.stock = Stock::Units(1_000_000_000);
        })
        .await
}

#[actix_web::test]
async fn a_product_that_there_is_not_can_not_be_ordered() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let (tea, gone) = (world.product("Tea").await, world.product("Gone").await);
    world.commit(world.product_deletion(&gone)).await;
    assert_refused(&world, &cookie, &basket([(&tea, 1), (&gone, 1)]), "unknown-product", "/items/1/productId").await;
    let body = json!({"items": [{"productId": SequentialIds::nth(1_000).to_string(), "quantity": 1}]});
    assert_refused(&world, &cookie, &body, "unknown-product", "/items/0/productId").await;
    assert_eq!(world.stock_of(&tea).await, Some(10));
}

#[actix_web::test]
async fn a_product_without_a_price_can_not_be_ordered() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let (tea, priceless) = (world.product("Tea").await, world.product_with("Air", |air| air.price = None).await);
    let body = basket([(&tea, 1), (&priceless, 1)]);
    assert_refused(&world, &cookie, &body, "product-not-orderable", "/items/1/productId").await;
    assert_eq!((world.stock_of(&tea).await, world.stock_of(&priceless).await), (Some(10), Some(10)));
}

#[actix_web::test]
async fn one_order_has_one_currency() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let (tea, cups) = (world.product("Tea").await, priced(&world, "Cups", 250, "USD").await);
    assert_refused(&world, &cookie, &basket([(&tea, 1), (&cups, 1)]), "mixed-currencies", "/items/1/productId").await;
}

#[actix_web::test]
async fn no_more_is_ordered_than_there_is() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let (tea, cups) = (world.product("Tea").await, world.product("Cups").await);
    let body = basket([(&cups, 10), (&tea, 11)]);
    assert_refused(&world, &cookie, &body, "insufficient-stock", "/items/1/quantity").await;
    assert_eq!((world.stock_of(&tea).await, world.stock_of(&cups).await), (Some(10), Some(10)));
    let detail = order(&world, &cookie, &body).await.body["detail"].clone();
    assert_eq!(detail, "There are 10 left of this product.");
}

#[actix_web::test]
async fn a_total_has_an_end_and_never_wraps() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let mut moons = Vec::new();
    for number in 0..50 {
        moons.push(priced(&world, &format!("Moon {number}"), 1_000_000_000_000, "EUR").await);
    }
    for wanted in [vec![(&moons[0], 1_001)], moons.iter().map(|moon| (moon, 1_000_000)).collect()] {
        assert_refused(&world, &cookie, &basket(wanted), "total-too-large", "/items").await;
    }
    for moon in &moons {
        assert_eq!(world.stock_of(moon).await, Some(1_000_000_000));
    }
}
