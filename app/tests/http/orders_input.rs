use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    orders::{ORDERS, assert_order, basket, order, product, stock},
    products::{add, edit, path as product_path},
    stores::TestStore,
    support::{Answer, Client},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(an_order_that_does_not_fit_is_refused_with_its_location),
        case(an_order_that_is_not_json_is_refused),
        case(an_order_against_the_rules_is_refused_with_its_location),
        case(what_can_not_be_ordered_is_refused_with_its_location),
        case(a_total_never_wraps),
        case(the_bounds_of_an_order_are_within_the_rules),
    ]
}

/// Asserts that there is no order, and that all of this product is left.
#[track_caller]
fn assert_nothing_ordered(client: &Client, product: &Value) {
    assert_eq!(client.get(ORDERS).body, json!({"orders": [], "nextToken": null}));
    assert_eq!(stock(client, product), product["stock"]);
}

fn post(client: &Client, body: String) -> Answer {
    client.call("POST", ORDERS).body("application/json", body).send()
}

fn an_order_that_does_not_fit_is_refused_with_its_location(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, 5);
    let id = tea["id"].as_str().unwrap();
    let fit = format!(r#"{{"productId":"{id}","quantity":1}}"#);
    for (quantity, kind) in [
        ("1.5", "wrong-type"),
        ("1.0", "wrong-type"),
        ("1e0", "wrong-type"),
        ("\"1\"", "wrong-type"),
        ("null", "wrong-type"),
        ("true", "wrong-type"),
        ("[1]", "wrong-type"),
        ("9223372036854775808", "wrong-type"),
        ("18446744073709551615", "wrong-type"),
        ("-9223372036854775809", "wrong-type"),
        ("1e30", "wrong-type"),
    ] {
        let answer = post(&user, format!(r#"{{"items":[{fit},{{"productId":"{id}","quantity":{quantity}}}]}}"#));
        answer.assert_problem(400, "bad-request").assert_field("/items/1/quantity", kind);
    }
    for product in
        ["\"\"", "\"tea\"", "7", "null", "{}", &format!("\"{}\"", id.replace('-', "")), &format!("\"{{{id}}}\"")]
    {
        let answer = post(&user, format!(r#"{{"items":[{{"productId":{product},"quantity":1}}]}}"#));
        answer.assert_problem(400, "bad-request").assert_field("/items/0/productId", "wrong-type");
    }
    for (more, pointer) in [
        (r#""price":{"amount":1,"currency":"EUR"}"#, "/items/0/price"),
        (r#""unitPrice":{"amount":1,"currency":"EUR"}"#, "/items/0/unitPrice"),
        (r#""name":"Tea""#, "/items/0/name"),
        (r#""Quantity":1"#, "/items/0/Quantity"),
    ] {
        let answer = post(&user, format!(r#"{{"items":[{{"productId":"{id}","quantity":1,{more}}}]}}"#));
        answer.assert_problem(400, "unknown-field").assert_field(pointer, "unknown-field");
    }
    for (more, pointer) in [
        (r#""total":{"amount":1,"currency":"EUR"}"#, "/total"),
        (r#""userId":"0199b1a4-7c00-7000-8000-000000000001""#, "/userId"),
        (r#""status":"delivered""#, "/status"),
    ] {
        let answer = post(&user, format!(r#"{{"items":[{fit}],{more}}}"#));
        answer.assert_problem(400, "unknown-field").assert_field(pointer, "unknown-field");
    }
    for (body, pointer, kind) in [
        ("{}".to_owned(), "/items", "missing-field"),
        (format!("[{fit}]"), "", "wrong-type"),
        (format!(r#"{{"items":{fit}}}"#), "/items", "wrong-type"),
        (r#"{"items":null}"#.to_owned(), "/items", "wrong-type"),
        (format!(r#"{{"items":[["{id}",1]]}}"#), "/items/0", "wrong-type"),
        (format!(r#"{{"items":[{fit},{{"productId":"{id}"}}]}}"#), "/items/1/quantity", "missing-field"),
        (r#"{"items":[{"quantity":1}]}"#.to_owned(), "/items/0/productId", "missing-field"),
    ] {
        post(&user, body).assert_problem(400, "bad-request").assert_field(pointer, kind);
    }
    assert_nothing_ordered(&user, &tea);
}

fn an_order_that_is_not_json_is_refused(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&root, "Tea", 250, 5);
    let id = tea["id"].as_str().unwrap();
    let fit = format!(r#"{{"productId":"{id}","quantity":1}}"#);
    for body in [
        format!(r#"{{"items":[{fit}],"items":[{fit}]}}"#),
        format!(r#"{{"items":[{{"productId":"{id}","quantity":1,"quantity":2}}]}}"#),
        format!(r#"{{"items":[{{"productId":"{id}","quantity":1e400}}]}}"#),
        format!(r#"{{"items":[{{"productId":"{id}","quantity":NaN}}]}}"#),
        format!(r#"{{"items":[{{"productId":"{id}","quantity":01}}]}}"#),
        format!(r#"{{"items":[{fit}]}} {{}}"#),
        format!("\u{feff}{{\"items\":[{fit}]}}"),
        "[".repeat(60_000),
    ] {
        post(&user, body).assert_problem(400, "malformed-json");
    }
    assert_nothing_ordered(&user, &tea);
}

fn an_order_against_the_rules_is_refused_with_its_location(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let (tea, cup) = (product(&root, "Tea", 250, 5), product(&root, "Cup", 99, Value::Null));
    for quantity in [0, -1, 1_000_001, 1 << 31, 1 << 32, i64::MIN, i64::MAX] {
        let answer = user.post(ORDERS, &basket([(&tea, 1), (&cup, quantity)]));
        answer.assert_problem(422, "invalid-order").assert_field("/items/1/quantity", "invalid-order");
    }
    let many = |number| basket(std::iter::repeat_n((&tea, 1), number));
    for number in [0, 51, 500] {
        user.post(ORDERS, &many(number)).assert_problem(422, "invalid-order").assert_field("/items", "invalid-order");
    }
    let answer = user.post(ORDERS, &basket([(&cup, 1), (&tea, 1), (&cup, 2)]));
    answer.assert_problem(422, "duplicate-product").assert_field("/items/2/productId", "duplicate-product");
    let mut twice = basket([(&cup, 1), (&cup, 1)]);
    twice["items"][1]["productId"] = cup["id"].as_str().unwrap().to_uppercase().into();
    user.post(ORDERS, &twice).assert_problem(422, "duplicate-product");
    assert_nothing_ordered(&user, &tea);
}

fn what_can_not_be_ordered_is_refused_with_its_location(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let (tea, gone) = (product(&root, "Tea", 250, 5), product(&root, "Gone", 99, 5));
    root.call("DELETE", &product_path(&gone)).send().assert_status(204);
    let priceless = add(&root, &json!({"name": "Air", "stock": 5}));
    let dollars = add(&root, &json!({"name": "Cup", "price": {"amount": 99, "currency": "USD"}}));
    let sold_out = product(&root, "Scones", 99, 0);
    let unknown = json!({"id": "0199b1a4-7c00-7000-8000-000000000001"});
    for (other, code, field) in [
        (&gone, "unknown-product", "productId"),
        (&unknown, "unknown-product", "productId"),
        (&priceless, "product-not-orderable", "productId"),
        (&dollars, "mixed-currencies", "productId"),
        (&sold_out, "insufficient-stock", "quantity"),
    ] {
        let answer = user.post(ORDERS, &basket([(&tea, 1), (other, 1)]));
        answer.assert_problem(422, code).assert_field(&format!("/items/1/{field}"), code);
    }
    let answer = user.post(ORDERS, &basket([(&tea, 6)]));
    answer.assert_problem(422, "insufficient-stock").assert_field("/items/0/quantity", "insufficient-stock");
    assert_nothing_ordered(&user, &tea);
    // In either currency alone, it can be ordered; and once it has a price.
    user.post(ORDERS, &basket([(&dollars, 1)])).assert_status(201);
    edit(&root, &priceless, &json!({"price": {"amount": 0, "currency": "EUR"}})).assert_status(200);
    user.post(ORDERS, &basket([(&tea, 5), (&priceless, 5)])).assert_status(201);
}

fn a_total_never_wraps(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let moons: Vec<_> =
        (0..50).map(|number| product(&root, &format!("Moon {number}"), 1_000_000_000_000, 1_000_000_000)).collect();
    for wanted in [
        vec![(&moons[0], 1_001)],
        vec![(&moons[0], 1_000), (&moons[1], 1)],
        // Beyond 64 bits.
        moons.iter().map(|moon| (moon, 1_000_000)).collect(),
        vec![(&moons[0], 1_000_000)],
    ] {
        let answer = user.post(ORDERS, &basket(wanted));
        answer.assert_problem(422, "total-too-large").assert_field("/items", "total-too-large");
    }
    assert_nothing_ordered(&user, &moons[0]);
    let largest = order(&user, &moons[0], 1_000);
    assert_eq!(largest["total"], json!({"amount": 1_000_000_000_000_000_i64, "currency": "EUR"}));
}

fn the_bounds_of_an_order_are_within_the_rules(store: &TestStore) {
    let started = store.start();
    let (root, user) = (started.super_admin(), started.user("ada.lovelace"));
    let name = "\u{1f375}".repeat(200);
    let products: Vec<_> = (0..50).map(|_| product(&root, &name, 0, 1_000_000_000)).collect();
    let answer = user.post(ORDERS, &basket(products.iter().map(|product| (product, 1_000_000))));
    answer.assert_status(201);
    assert_order(&answer.body, "pending");
    assert_eq!(answer.body["items"].as_array().unwrap().len(), 50);
    assert_eq!(answer.body["items"][49]["name"], name);
    assert_eq!(user.get(ORDERS).body["orders"], json!([answer.body]));
    for product in &products {
        assert_eq!(stock(&root, product), 999_000_000);
    }
    let in_upper_case =
        json!({"items": [{"productId": products[0]["id"].as_str().unwrap().to_uppercase(), "quantity": 1}]});
    assert_eq!(user.post(ORDERS, &in_upper_case).assert_status(201).body["items"][0]["productId"], products[0]["id"]);
}
