use domain::Stock;
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{admin, create, get, names, seen};

#[actix_web::test]
async fn a_product_is_made_as_it_was_said() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let body = json!({
        "name": " \t Teapot\n ",
        "description": " It holds\n\ta litre. ",
        "price": {"amount": 1_250, "currency": "EUR"},
        "stock": 12,
    });
    let answer = create(&world, &cookie, &body).await;

    let id = answer.body["id"].as_str().unwrap().to_owned();
    assert_eq!(answer.status, 201);
    assert_eq!(
        answer.body,
        json!({
            "id": id,
            "name": "Teapot",
            "description": " It holds\n\ta litre. ",
            "price": {"amount": 1_250, "currency": "EUR"},
            "stock": 12,
            "createDate": "2026-01-01T00:00:00.000Z",
            "lastUpdateDate": "2026-01-01T00:00:00.000Z",
        })
    );
    assert_eq!(answer.header("location"), format!("/api/v1/products/{id}"));
    let shown = get(&world, &format!("/{id}")).await;
    assert_eq!((shown.status.as_u16(), &shown.body), (200, &answer.body));
    assert_eq!(answer.header("etag"), shown.header("etag"));
    let stored = world.stored_product(id.parse().unwrap()).await.unwrap();
    assert_eq!(seen(&stored), answer.body);
    assert_eq!(names(&get(&world, "").await), ["Teapot"]);
    assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
}

#[actix_web::test]
async fn what_is_left_out_is_null() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    for body in
        [json!({"name": "Teapot"}), json!({"name": "Teapot", "description": null, "price": null, "stock": null})]
    {
        let answer = create(&world, &cookie, &body).await;
        assert_eq!(answer.status, 201);
        for field in ["description", "price", "stock"] {
            assert_eq!(answer.body.get(field), Some(&Value::Null), "{field}");
        }
        let stored = world.stored_product(answer.body["id"].as_str().unwrap().parse().unwrap()).await.unwrap();
        assert_eq!((stored.description(), stored.price(), stored.stock()), (None, None, Stock::Untracked));
    }
}

#[actix_web::test]
async fn two_products_may_have_one_name() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    for _ in 0..2 {
        assert_eq!(create(&world, &cookie, &json!({"name": "Teapot"})).await.status, 201);
    }
    assert_eq!(names(&get(&world, "").await), ["Teapot", "Teapot"]);
}

#[actix_web::test]
async fn a_body_that_does_not_fit_is_refused_with_its_location() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let with = |field: &str, value: Value| {
        let mut body = json!({"name": "Teapot", "price": {"amount": 1, "currency": "EUR"}, "stock": 1});
        body[field] = value;
        body
    };
    for (body, code, pointer) in [
        (json!({}), "bad-request", "/name"),
        (json!(["Teapot", null, null, null]), "bad-request", ""),
        (json!(null), "bad-request", ""),
        (with("name", json!(null)), "bad-request", "/name"),
        (with("name", json!(7)), "bad-request", "/name"),
        (with("description", json!(["a"])), "bad-request", "/description"),
        (with("price", json!(7)), "bad-request", "/price"),
        (with("price", json!([1, "EUR"])), "bad-request", "/price"),
        (with("price", json!({"amount": 1})), "bad-request", "/price/currency"),
        (with("price", json!({"amount": "1", "currency": "EUR"})), "bad-request", "/price/amount"),
        (with("price", json!({"amount": 1.5, "currency": "EUR"})), "bad-request", "/price/amount"),
        (with("price", json!({"amount": null, "currency": "EUR"})), "bad-request", "/price/amount"),
        (with("price", json!({"amount": 1, "currency": "EUR", "tax": 1})), "unknown-field", "/price/tax"),
        (with("stock", json!("1")), "bad-request", "/stock"),
        (with("stock", json!(1.0)), "bad-request", "/stock"),
        (with("stock", json!(9_223_372_036_854_775_808_u64)), "bad-request", "/stock"),
        (with("id", json!("0199b1a4-7c00-7000-8000-000000000002")), "unknown-field", "/id"),
        (with("createDate", json!("2026-01-01T00:00:00.000Z")), "unknown-field", "/createDate"),
        (with("Stock", json!(1)), "unknown-field", "/Stock"),
    ] {
        let answer = create(&world, &cookie, &body).await;
        answer.assert_problem(400, code);
        answer.assert_field(pointer);
    }
    assert_eq!(names(&get(&world, "").await), Vec::<String>::new());
    assert_eq!(world.store.events(), []);
}
