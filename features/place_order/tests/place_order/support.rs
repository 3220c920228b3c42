use std::sync::Arc;

use actix_web::test::TestRequest;
use application::{IdempotencyRecords, OrderQuery, Orders, Persistence, Repository, Services, Work};
use domain::{Order, OrderId, Product, Role, User};
use place_order::{PlaceOrder, routes};
use serde_json::{Value, json};
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    pub(crate) Slice {
        components = [PlaceOrder],
        providers = [],
        use dyn Persistence {
            components = [dyn IdempotencyRecords, dyn Repository<Order>, dyn Repository<Product>],
            providers = []
        },
        use dyn Services { components = [dyn Work], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.services.clone()).build()
}

pub(crate) async fn send(world: &World, request: TestRequest) -> Answer {
    world.send(routes(&slice(world)), request.insert_header(("x-request-id", "req-7"))).await
}

pub(crate) fn post(cookie: &str) -> TestRequest {
    with_cookie(TestRequest::post().uri("/api/v1/orders"), cookie)
}

/// Orders without a key.
pub(crate) async fn order(world: &World, cookie: &str, body: &Value) -> Answer {
    send(world, post(cookie).set_json(body)).await
}

/// Orders with a key.
pub(crate) async fn order_under(world: &World, cookie: &str, key: &str, body: &Value) -> Answer {
    send(world, post(cookie).insert_header(("idempotency-key", key)).set_json(body)).await
}

/// The body that orders this number of each product.
pub(crate) fn basket<'a>(wanted: impl IntoIterator<Item = (&'a Product, i64)>) -> Value {
    let items = wanted.into_iter();
    let items: Vec<_> =
        items.map(|(product, quantity)| json!({"productId": product.id().to_string(), "quantity": quantity})).collect();
    json!({ "items": items })
}

pub(crate) async fn buyer(world: &World) -> (User, String) {
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    (user, cookie)
}

/// Every order of the store, newest first.
pub(crate) async fn orders(world: &World) -> Vec<Order> {
    let orders: Arc<dyn Orders> = world.persistence.resolve();
    orders.list(OrderQuery::default(), None, u16::MAX).await.unwrap()
}

/// The order of a response, as stored.
pub(crate) async fn stored(world: &World, answer: &Answer) -> Order {
    let id: OrderId = answer.body["id"].as_str().unwrap_or_else(|| panic!("{:#}", answer.body)).parse().unwrap();
    world.stored_order(id).await.unwrap()
}

/// Asserts that two responses are equal, including the headers of the order.
#[track_caller]
pub(crate) fn assert_same(answer: &Answer, first: &Answer) {
    assert_eq!((answer.status, &answer.body), (first.status, &first.body));
    for header in ["location", "etag"] {
        assert_eq!(answer.header(header), first.header(header));
    }
}
