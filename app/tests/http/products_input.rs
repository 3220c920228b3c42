use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    products::{PRODUCTS, add, edit, path, teapot},
    stores::TestStore,
    support::{Answer, Client},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_product_that_does_not_fit_is_refused_with_its_location),
        case(a_product_that_is_not_json_is_refused),
        case(a_product_against_the_rules_is_refused_with_every_fault),
        case(the_bounds_of_a_product_are_within_the_rules),
    ]
}

/// The responses to creating a product with this field, and to an edit of it. The other fields are valid.
fn with(admin: &Client, product: &Value, field: &str, value: &str) -> [Answer; 2] {
    let name = if field == "name" { "" } else { r#""name":"Kettle","# };
    let created = format!(r#"{{{name}"{field}":{value}}}"#);
    let edited = format!(r#"{{"{field}":{value}}}"#);
    [("POST", PRODUCTS.to_owned(), created), ("PUT", path(product), edited)]
        .map(|(method, path, body)| admin.call(method, &path).body("application/json", body).send())
}

/// Asserts that the catalogue has this product alone, unchanged.
#[track_caller]
fn assert_untouched(client: &Client, product: &Value) {
    assert_eq!(client.get(PRODUCTS).body, json!({"products": [product], "nextToken": null}));
}

fn a_product_that_does_not_fit_is_refused_with_its_location(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    for (field, value, code, pointer, kind) in [
        ("name", "7", "bad-request", "/name", "wrong-type"),
        ("name", "true", "bad-request", "/name", "wrong-type"),
        ("name", r#"["Kettle"]"#, "bad-request", "/name", "wrong-type"),
        ("description", "{}", "bad-request", "/description", "wrong-type"),
        ("price", "1250", "bad-request", "/price", "wrong-type"),
        ("price", r#""12.50 EUR""#, "bad-request", "/price", "wrong-type"),
        ("price", r#"[1250,"EUR"]"#, "bad-request", "/price", "wrong-type"),
        ("price", r#"{"amount":1250}"#, "bad-request", "/price/currency", "missing-field"),
        ("price", r#"{"currency":"EUR"}"#, "bad-request", "/price/amount", "missing-field"),
        ("price", r#"{"amount":12.5,"currency":"EUR"}"#, "bad-request", "/price/amount", "wrong-type"),
        ("price", r#"{"amount":1250.0,"currency":"EUR"}"#, "bad-request", "/price/amount", "wrong-type"),
        ("price", r#"{"amount":"1250","currency":"EUR"}"#, "bad-request", "/price/amount", "wrong-type"),
        ("price", r#"{"amount":9223372036854775808,"currency":"EUR"}"#, "bad-request", "/price/amount", "wrong-type"),
        ("price", r#"{"amount":null,"currency":"EUR"}"#, "bad-request", "/price/amount", "wrong-type"),
        ("price", r#"{"amount":1250,"currency":978}"#, "bad-request", "/price/currency", "wrong-type"),
        ("price", r#"{"amount":1,"currency":"EUR","vat":1}"#, "unknown-field", "/price/vat", "unknown-field"),
        ("stock", "1.5", "bad-request", "/stock", "wrong-type"),
        ("stock", "1e2", "bad-request", "/stock", "wrong-type"),
        ("stock", "-1.0", "bad-request", "/stock", "wrong-type"),
        ("stock", r#""12""#, "bad-request", "/stock", "wrong-type"),
        ("stock", "[12]", "bad-request", "/stock", "wrong-type"),
        ("stock", "9223372036854775808", "bad-request", "/stock", "wrong-type"),
        ("stock", "-9223372036854775809", "bad-request", "/stock", "wrong-type"),
        ("stock", "1e300", "bad-request", "/stock", "wrong-type"),
        ("id", r#""0199b1a4-7c00-7000-8000-000000000001""#, "unknown-field", "/id", "unknown-field"),
        ("createDate", r#""2026-01-01T00:00:00.000Z""#, "unknown-field", "/createDate", "unknown-field"),
        ("lastUpdateDate", "null", "unknown-field", "/lastUpdateDate", "unknown-field"),
        ("version", "1", "unknown-field", "/version", "unknown-field"),
        ("Stock", "1", "unknown-field", "/Stock", "unknown-field"),
    ] {
        for answer in with(&root, &product, field, value) {
            answer.assert_problem(400, code).assert_field(pointer, kind);
        }
    }
    for (call, path) in [("POST", PRODUCTS.to_owned()), ("PUT", path(&product))] {
        for body in
            [json!(null), json!([]), json!(["Kettle", null, null, null]), json!([{"name": "Kettle"}]), json!("{}")]
        {
            let answer = root.call(call, &path).json(&body).send();
            answer.assert_problem(400, "bad-request").assert_field("", "wrong-type");
        }
    }
    root.post(PRODUCTS, &json!({"stock": 1})).assert_problem(400, "bad-request").assert_field("/name", "missing-field");
    let answer = root.post(PRODUCTS, &json!({"name": null}));
    answer.assert_problem(400, "bad-request").assert_field("/name", "wrong-type");
    assert_untouched(&root, &product);
}

fn a_product_that_is_not_json_is_refused(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    for (field, value) in [
        ("stock", "1e400"),
        ("stock", "NaN"),
        ("stock", "01"),
        ("stock", "1,\"stock\":1"),
        ("stock", "null,\"\\u0073tock\":1"),
        ("price", r#"{"amount":1,"amount":2,"currency":"EUR"}"#),
        ("price", r#"{"amount":1e400,"currency":"EUR"}"#),
        ("name", "\"a\0b\""),
        ("name", r#""\ud800""#),
        ("description", "\"a\nb\""),
    ] {
        for answer in with(&root, &product, field, value) {
            answer.assert_problem(400, "malformed-json");
        }
    }
    assert_untouched(&root, &product);
}

fn a_product_against_the_rules_is_refused_with_every_fault(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    let refused = |field: &str, value: &Value, pointer: &str| {
        for answer in with(&root, &product, field, &value.to_string()) {
            answer.assert_problem(422, "invalid-product").assert_field(pointer, "invalid-product");
        }
    };
    for name in ["", " ", "\t\n", "\u{3000}", "a\0b", "a\rb", "a\u{1b}b", "a\u{7f}b", "a\u{85}b", &"x".repeat(201)] {
        refused("name", &json!(name), "/name");
    }
    for description in ["\0", "a\r\nb", "a\u{9b}b", &"x".repeat(4_001)] {
        refused("description", &json!(description), "/description");
    }
    for amount in [-1, 1_000_000_000_001, i64::MAX, i64::MIN] {
        refused("price", &json!({"amount": amount, "currency": "EUR"}), "/price/amount");
    }
    for currency in ["eur", "Eur", "EU", "EURO", " EUR", "", "E\0R", "QQQ", "€"] {
        refused("price", &json!({"amount": 1, "currency": currency}), "/price/currency");
    }
    for stock in [-1, 1_000_000_001, i64::MAX, i64::MIN] {
        refused("stock", &json!(stock), "/stock");
    }
    let unruly = json!({"name": "", "description": "\0", "price": {"amount": -1, "currency": "eur"}, "stock": -1});
    for answer in [root.post(PRODUCTS, &unruly), edit(&root, &product, &unruly)] {
        answer.assert_problem(422, "invalid-product");
        let errors = answer.body["errors"].as_array().unwrap();
        let pointers: Vec<_> = errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, ["/name", "/description", "/price/amount", "/price/currency", "/stock"]);
    }
    assert_untouched(&root, &product);
}

fn the_bounds_of_a_product_are_within_the_rules(store: &TestStore) {
    let started = store.start();
    let root = started.super_admin();
    let product = teapot(&root);
    for (field, value, read) in [
        ("name", json!("x"), json!("x")),
        ("name", json!("🫖".repeat(200)), json!("🫖".repeat(200))),
        ("name", json!(format!(" \n{}\t", "ä".repeat(200))), json!("ä".repeat(200))),
        ("name", json!("Tea\n\tpot"), json!("Tea\n\tpot")),
        ("name", json!("'); DROP TABLE products; --"), json!("'); DROP TABLE products; --")),
        ("description", json!(""), json!("")),
        ("description", json!("漢".repeat(4_000)), json!("漢".repeat(4_000))),
        ("description", json!(" \n\ta "), json!(" \n\ta ")),
        ("price", json!({"amount": 0, "currency": "CHF"}), json!({"amount": 0, "currency": "CHF"})),
        (
            "price",
            json!({"currency": "USD", "amount": 1_000_000_000_000_i64}),
            json!({"amount": 1_000_000_000_000_i64, "currency": "USD"}),
        ),
        ("stock", json!(0), json!(0)),
        ("stock", json!(1_000_000_000), json!(1_000_000_000)),
    ] {
        let [created, edited] = with(&root, &product, field, &value.to_string());
        created.assert_status(201);
        edited.assert_status(200);
        for answer in [created, edited] {
            assert_eq!(answer.body[field], read, "{field}");
            assert_eq!(root.get(&path(&answer.body)).body, answer.body, "{field}");
        }
    }
    let twin = add(&root, &json!({"name": "Teapot"}));
    assert_ne!(add(&root, &json!({"name": "Teapot"}))["id"], twin["id"], "two products may have one name");
}
