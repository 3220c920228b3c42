use std::time::Duration;

use domain::Stock;
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{admin, get, put, seen, send, tag, update, update_if};

#[actix_web::test]
async fn an_edit_changes_what_it_names_and_keeps_the_rest() {
    for (body, field) in [
        (json!({"name": " Kettle "}), "name"),
        (json!({"description": "It whistles."}), "description"),
        (json!({"price": {"amount": 300, "currency": "CHF"}}), "price"),
        (json!({"stock": 0}), "stock"),
    ] {
        let world = World::new();
        let (_, cookie) = admin(&world).await;
        let product = world.product("Teapot").await;
        world.fakes.clock.advance(Duration::from_millis(1_500));
        let answer = update(&world, &cookie, &product, &body).await;

        let mut expected = seen(&product);
        expected[field] = if field == "name" { "Kettle".into() } else { body[field].clone() };
        expected["lastUpdateDate"] = "2026-01-01T00:00:01.500Z".into();
        assert_eq!((answer.status.as_u16(), &answer.body), (200, &expected));
        let stored = world.stored_product(product.id()).await.unwrap();
        assert_eq!(seen(&stored), expected);
        assert_eq!(stored.version(), product.version().next());
        let shown = get(&world, &format!("/{}", product.id())).await;
        assert_eq!((&shown.body, shown.header("etag")), (&expected, answer.header("etag")));
    }
}

#[actix_web::test]
async fn null_clears_what_may_be_null() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    update(&world, &cookie, &product, &json!({"description": "It drips."})).await;
    for field in ["description", "price", "stock"] {
        let answer = update(&world, &cookie, &product, &json!({ field: null })).await;
        assert_eq!((answer.status.as_u16(), answer.body.get(field)), (200, Some(&Value::Null)), "{field}");
    }
    let stored = world.stored_product(product.id()).await.unwrap();
    assert_eq!((stored.description(), stored.price(), stored.stock()), (None, None, Stock::Untracked));
    assert_eq!(stored.name(), product.name());
    let again = update(&world, &cookie, &product, &json!({"stock": 3})).await;
    assert_eq!((again.status.as_u16(), &again.body["stock"]), (200, &json!(3)), "what was cleared is set again");
}

#[actix_web::test]
async fn an_edit_that_changes_nothing_moves_the_time_and_the_tag() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let mut tags = vec![tag(&world, &product).await];
    // The clock stands still.
    for expected in ["2026-01-01T00:00:00.001Z", "2026-01-01T00:00:00.002Z"] {
        let answer = update(&world, &cookie, &product, &json!({"name": "Teapot"})).await;
        assert_eq!((answer.status.as_u16(), &answer.body["lastUpdateDate"]), (200, &json!(expected)));
        assert_eq!(answer.body["createDate"], "2026-01-01T00:00:00.000Z");
        tags.push(answer.header("etag").to_owned());
    }
    tags.dedup();
    assert_eq!(tags.len(), 3, "{tags:?}");
}

#[actix_web::test]
async fn an_empty_object_is_refused() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    update(&world, &cookie, &product, &json!({})).await.assert_problem(400, "bad-request");
    assert_eq!(world.stored_product(product.id()).await, Some(product));
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn a_body_that_does_not_fit_is_refused_with_its_location() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    for (body, code, pointer) in [
        (json!([]), "bad-request", ""),
        (json!(["Teapot"]), "bad-request", ""),
        (json!({"name": 7}), "bad-request", "/name"),
        (json!({"name": ["Teapot"]}), "bad-request", "/name"),
        (json!({"description": {"text": "a"}}), "bad-request", "/description"),
        (json!({"price": {}}), "bad-request", "/price/amount"),
        (json!({"price": [1, "EUR"]}), "bad-request", "/price"),
        (json!({"price": {"amount": 1, "currency": null}}), "bad-request", "/price/currency"),
        (json!({"price": {"amount": 0.5, "currency": "EUR"}}), "bad-request", "/price/amount"),
        (json!({"stock": true}), "bad-request", "/stock"),
        (json!({"stock": 1e30}), "bad-request", "/stock"),
        (json!({"stock": 1, "id": product.id().to_string()}), "unknown-field", "/id"),
        (json!({"lastUpdateDate": "2026-01-01T00:00:00.000Z"}), "unknown-field", "/lastUpdateDate"),
        (json!({"price": {"amount": 1, "currency": "EUR", "net": 1}}), "unknown-field", "/price/net"),
    ] {
        let answer = update(&world, &cookie, &product, &body).await;
        answer.assert_problem(400, code);
        answer.assert_field(pointer);
    }
    let twice = put(&cookie, product.id()).insert_header(("content-type", "application/json"));
    let answer = send(&world, twice.set_payload(r#"{"stock":1,"stock":null}"#)).await;
    answer.assert_problem(400, "malformed-json");
    assert_eq!(world.stored_product(product.id()).await, Some(product));
}

#[actix_web::test]
async fn an_edit_holds_for_the_state_that_it_presumes() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let (body, mut current) = (json!({"name": "Kettle"}), tag(&world, &product).await);
    for (number, form) in ["TAG", "\"other\", TAG", "*", "W/\"other\", TAG"].into_iter().enumerate() {
        let answer = update_if(&world, &cookie, &product, &body, &form.replace("TAG", &current)).await;
        assert_eq!((answer.status.as_u16(), number + 1), (200, world.store.events().len()), "{form}");
        current = answer.header("etag").to_owned();
    }
    let stored = world.stored_product(product.id()).await;
    for other in ["\"other\"", "\"\"", "", "garbage", &format!("W/{current}"), &current.replace('"', "")] {
        let answer = update_if(&world, &cookie, &product, &body, other).await;
        answer.assert_problem(412, "precondition-failed");
    }
    assert_eq!(world.stored_product(product.id()).await, stored);
}

#[actix_web::test]
async fn an_order_that_moved_the_stock_makes_another_state() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let before = tag(&world, &product).await;
    world.commit(world.stock_taken(&product, 4)).await;
    for body in [json!({"name": "Kettle"}), json!({"stock": 10})] {
        let answer = update_if(&world, &cookie, &product, &body, &before).await;
        answer.assert_problem(412, "precondition-failed");
    }
    let now = tag(&world, &product).await;
    assert_ne!(now, before);
    let answer = update_if(&world, &cookie, &product, &json!({"name": "Kettle"}), &now).await;
    assert_eq!((answer.status.as_u16(), &answer.body["stock"]), (200, &json!(6)));
}
