use serde_json::{Value, json};
use test_kit::World;

use crate::support::{admin, assert_invalid, create, update};

const OF_THE_PRICE: [&str; 2] = ["/price/amount", "/price/currency"];

/// Fields of a product that break the rules, and the locations of the faults.
fn against_the_rules() -> Vec<(Value, Vec<&'static str>)> {
    let price = |amount: i64, currency: &str| json!({"price": {"amount": amount, "currency": currency}});
    let mut cases = vec![
        (price(-1, "eur"), OF_THE_PRICE.to_vec()),
        (json!({"name": " ", "stock": -1}), vec!["/name", "/stock"]),
        (
            json!({
                "name": "a\0b",
                "description": "a\rb",
                "price": {"amount": 1_000_000_000_001_i64, "currency": "EU"},
                "stock": 1_000_000_001,
            }),
            vec!["/name", "/description", "/price/amount", "/price/currency", "/stock"],
        ),
    ];
    for name in ["", " ", "\n\t", "\0", "a\0b", "a\rb", "a\u{7f}b", "a\u{85}b", &"x".repeat(201), &"ä".repeat(201)] {
        cases.push((json!({"name": name}), vec!["/name"]));
    }
    for description in ["\0", "a\u{1b}[0mb", &"x".repeat(4_001)] {
        cases.push((json!({"description": description}), vec!["/description"]));
    }
    for amount in [-1, 1_000_000_000_001, i64::MIN, i64::MAX] {
        cases.push((price(amount, "EUR"), vec!["/price/amount"]));
    }
    for currency in ["", "eur", "Eur", "EU", "EURO", "EUR ", "QQQ", "ÉUR", "E\0R"] {
        cases.push((price(1, currency), vec!["/price/currency"]));
    }
    for stock in [-1, 1_000_000_001, i64::MIN, i64::MAX] {
        cases.push((json!({"stock": stock}), vec!["/stock"]));
    }
    cases
}

#[actix_web::test]
async fn a_new_product_against_the_rules_is_refused_with_every_fault() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    for (mut body, pointers) in against_the_rules() {
        if body.get("name").is_none() {
            body["name"] = "Teapot".into();
        }
        assert_invalid(&create(&world, &cookie, &body).await, &pointers);
    }
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn an_edit_against_the_rules_is_refused_with_every_fault() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    for (body, pointers) in against_the_rules() {
        assert_invalid(&update(&world, &cookie, &product, &body).await, &pointers);
    }
    let nameless = json!({"name": null, "stock": -1});
    assert_invalid(&update(&world, &cookie, &product, &nameless).await, &["/name", "/stock"]);
    assert_eq!(world.stored_product(product.id()).await, Some(product));
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn the_bounds_themselves_are_within_the_rules() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let (short, long, text) = ("x".to_owned(), "🫖".repeat(200), "ä".repeat(4_000));
    for (name, description, amount, currency, stock) in
        [(short, String::new(), 0, "JPY", 0), (long, text, 1_000_000_000_000_i64, "XOF", 1_000_000_000)]
    {
        let body = json!({
            "name": name,
            "description": description,
            "price": {"amount": amount, "currency": currency},
            "stock": stock,
        });
        let made = create(&world, &cookie, &body).await;
        assert_eq!(made.status, 201, "{:#}", made.body);
        let product = world.product("Saucer").await;
        let edited = update(&world, &cookie, &product, &body).await;
        assert_eq!(edited.status, 200, "{:#}", edited.body);
        for field in ["name", "description", "price", "stock"] {
            assert_eq!((&made.body[field], &edited.body[field]), (&body[field], &body[field]), "{field}");
        }
    }
}
