use domain::{Role, UserStatus};
use memory_store::fakes::SequentialIds;
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{buyer, order, order_under, orders, post, send};

fn id(number: u64) -> String {
    SequentialIds::nth(number).to_string()
}

fn item(quantity: impl Into<Value>) -> Value {
    json!({"productId": id(1_000), "quantity": quantity.into()})
}

#[actix_web::test]
async fn faults_are_reported_in_one_order() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let text = |cookie: &str| post(cookie).set_payload("no JSON");
    let bare = || post(&cookie).insert_header(("content-type", "application/json"));
    let json = |text: &'static str| bare().set_payload(text);
    let with_bad_key = |body: &Value| post(&cookie).insert_header(("idempotency-key", "a b")).set_json(body);
    let requests = vec![
        (text("other=1").insert_header(("sec-fetch-site", "cross-site")), 403, "cross-site-request"),
        (text("other=1"), 401, "unauthenticated"),
        (post("other=1").set_json(json!({"items": [item(1)]})), 401, "unauthenticated"),
        (text(&cookie), 415, "unsupported-media-type"),
        (post(&cookie).set_json(json!({"items": "x".repeat(70_000)})), 413, "payload-too-large"),
        (json("{"), 400, "malformed-json"),
        (json("{\"items\":[],\"items\":[]}"), 400, "malformed-json"),
        (json("{\"items\":[{\"quantity\":1e400}]}"), 400, "malformed-json"),
        (post(&cookie).uri("/api/v1/orders?scope=all").set_json(json!({"items": []})), 400, "invalid-parameter"),
        (with_bad_key(&json!({"items": {}})), 400, "bad-request"),
        (with_bad_key(&json!({"items": []})), 400, "invalid-parameter"),
        (post(&cookie).set_json(json!({"items": []})), 422, "invalid-order"),
        (post(&cookie).set_json(json!({"items": [item(0), item(1)]})), 422, "invalid-order"),
        (post(&cookie).set_json(json!({"items": [item(1), item(1)]})), 422, "duplicate-product"),
        (post(&cookie).set_json(json!({"items": [item(1)]})), 422, "unknown-product"),
    ];
    for (request, status, code) in requests {
        send(&world, request).await.assert_problem(status, code);
    }
    world.alter(&user, |user| user.status = UserStatus::Inactive).await;
    order(&world, &cookie, &json!({"items": [item(1)]})).await.assert_problem(401, "unauthenticated");
    assert_eq!((orders(&world).await, world.store.events()), (vec![], vec![]));
}

#[actix_web::test]
async fn everybody_who_is_signed_in_may_order() {
    for &role in Role::ALL {
        let world = World::new();
        let user = world.user("some.body", role).await;
        let (_, cookie) = world.sign_in(&user).await;
        let tea = world.product("Tea").await;
        let body = json!({"items": [{"productId": tea.id().to_string(), "quantity": 1}]});
        assert_eq!(order(&world, &cookie, &body).await.body["userId"], user.id().to_string(), "{role}");
    }
}

#[actix_web::test]
async fn a_body_that_does_not_fit_is_refused_with_its_location() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let with = |name: &str, value: Value| {
        let mut item = item(1);
        item[name] = value;
        json!({"items": [self::item(1), item]})
    };
    let bare = id(1_000).replace('-', "");
    for (body, code, pointer) in [
        (json!({}), "bad-request", "/items"),
        (json!([]), "bad-request", ""),
        (json!([[item(1)]]), "bad-request", ""),
        (json!({"items": null}), "bad-request", "/items"),
        (json!({"items": item(1)}), "bad-request", "/items"),
        (json!({"items": [[id(1_000), 1]]}), "bad-request", "/items/0"),
        (json!({"items": [{"productId": id(1_000)}]}), "bad-request", "/items/0/quantity"),
        (json!({"items": [{"quantity": 1}]}), "bad-request", "/items/0/productId"),
        (json!({"items": [item(1)], "total": 0}), "unknown-field", "/total"),
        (json!({"items": [item(1)], "userId": id(1)}), "unknown-field", "/userId"),
        (with("price", json!({"amount": 1, "currency": "EUR"})), "unknown-field", "/items/1/price"),
        (with("unitPrice", json!(1)), "unknown-field", "/items/1/unitPrice"),
        (with("name", json!("Tea")), "unknown-field", "/items/1/name"),
        (with("productId", json!("tea")), "bad-request", "/items/1/productId"),
        (with("productId", json!(bare)), "bad-request", "/items/1/productId"),
        (with("productId", json!(7)), "bad-request", "/items/1/productId"),
        (with("productId", Value::Null), "bad-request", "/items/1/productId"),
        (with("quantity", json!(1.5)), "bad-request", "/items/1/quantity"),
        (with("quantity", json!(1.0)), "bad-request", "/items/1/quantity"),
        (with("quantity", json!("1")), "bad-request", "/items/1/quantity"),
        (with("quantity", json!(1_u64 << 63)), "bad-request", "/items/1/quantity"),
        (with("quantity", json!(u64::MAX)), "bad-request", "/items/1/quantity"),
        (with("quantity", json!(1e30)), "bad-request", "/items/1/quantity"),
        (with("quantity", Value::Null), "bad-request", "/items/1/quantity"),
    ] {
        let answer = order(&world, &cookie, &body).await;
        answer.assert_problem(400, code);
        answer.assert_field(pointer);
    }
}

#[actix_web::test]
async fn a_basket_against_the_rules_is_refused_with_its_location() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let items = |count: u64| -> Value {
        (0..count).map(|number| json!({"productId": id(1_000 + number), "quantity": 1})).collect()
    };
    for count in [0, 51, 200] {
        let answer = order(&world, &cookie, &json!({"items": items(count)})).await;
        answer.assert_problem(422, "invalid-order");
        answer.assert_field("/items");
    }
    for quantity in [0, -1, 1_000_001, 1 << 31, 1 << 32, i64::MIN, i64::MAX] {
        let answer = order(&world, &cookie, &json!({"items": [items(1)[0], item(quantity)]})).await;
        answer.assert_problem(422, "invalid-order");
        answer.assert_field("/items/1/quantity");
    }
    let mut twice = json!({"items": [items(2)[0], items(2)[1], item(2)]});
    twice["items"][2]["productId"] = id(1_000).to_uppercase().into();
    let answer = order(&world, &cookie, &twice).await;
    answer.assert_problem(422, "duplicate-product");
    answer.assert_field("/items/2/productId");
}

#[actix_web::test]
async fn a_key_is_one_of_visible_ascii_characters() {
    let world = World::new();
    let (_, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let body = json!({"items": [{"productId": tea.id().to_string(), "quantity": 1}]});
    for key in ["", " ", "a b", "a\tb", &"x".repeat(256)] {
        order_under(&world, &cookie, key, &body).await.assert_problem(400, "invalid-parameter");
    }
    let twice = post(&cookie).append_header(("idempotency-key", "a")).append_header(("idempotency-key", "a"));
    send(&world, twice.set_json(&body)).await.assert_problem(400, "invalid-parameter");
    let bytes = post(&cookie).insert_header(("idempotency-key", b"\xe4\xf6".as_slice()));
    send(&world, bytes.set_json(&body)).await.assert_problem(400, "invalid-parameter");
    assert_eq!(orders(&world).await, []);
    for key in ["x", "!~", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", &"x".repeat(255)] {
        assert_eq!(order_under(&world, &cookie, key, &body).await.status, 201, "{key}");
    }
    assert_eq!(orders(&world).await.len(), 4);
}
