use std::time::Duration;

use actix_web::{http::Method, test::TestRequest};
use domain::{Edit, Product, ProductDescription, ProductEdit, Role, Stock, UserStatus};
use memory_store::fakes::SequentialIds;
use serde_json::{Value, json};
use test_kit::{Answer, World, with_cookie};

use crate::support::{PRODUCTS, admin, create, get, send};

#[actix_web::test]
async fn one_product_is_shown_to_everybody() {
    let world = World::new();
    let full = world
        .product_with("Teapot", |details| {
            details.description = Some(ProductDescription::parse("It holds a litre.").unwrap());
        })
        .await;
    let bare = world
        .product_with("Kettle", |details| {
            details.price = None;
            details.stock = Stock::Untracked;
        })
        .await;
    let answer = get(&world, &format!("/{}", full.id())).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "id": full.id().to_string(),
            "name": "Teapot",
            "description": "It holds a litre.",
            "price": {"amount": 250, "currency": "EUR"},
            "stock": 10,
            "createDate": "2026-01-01T00:00:00.000Z",
            "lastUpdateDate": "2026-01-01T00:00:00.000Z",
        })
    );
    assert_eq!(
        get(&world, &format!("/{}/", bare.id().to_string().to_uppercase())).await.body,
        json!({
            "id": bare.id().to_string(),
            "name": "Kettle",
            "description": null,
            "price": null,
            "stock": null,
            "createDate": "2026-01-01T00:00:00.000Z",
            "lastUpdateDate": "2026-01-01T00:00:00.000Z",
        })
    );
}

/// The response to a `GET` of the product by who knows these states of it.
async fn get_if_not(world: &World, product: &Product, known: &str) -> Answer {
    let request = TestRequest::get().uri(&format!("{PRODUCTS}/{}", product.id()));
    send(world, request.insert_header(("if-none-match", known))).await
}

#[actix_web::test]
async fn the_tag_changes_with_the_product() {
    let world = World::new();
    let product = world.product("Teapot").await;
    let tag = get_if_not(&world, &product, "").await.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2, "{tag} is strong");
    for known in [tag.as_str(), "*", &format!("\"other\", {tag}"), &format!("W/{tag}")] {
        let answer = get_if_not(&world, &product, known).await;
        assert_eq!((answer.status.as_u16(), answer.header("etag"), &answer.body), (304, &*tag, &Value::Null));
    }
    for known in ["\"other\"", "", "garbage"] {
        assert_eq!(get_if_not(&world, &product, known).await.status, 200, "{known}");
    }

    world.alter_product(&product, |stored| stored.details.stock = Stock::Units(9)).await;
    let edited = get_if_not(&world, &product, &tag).await;
    assert_eq!((edited.status.as_u16(), &edited.body["stock"]), (200, &json!(9)));
    assert_ne!(edited.header("etag"), tag);
}

#[actix_web::test]
async fn the_tag_changes_with_the_stock_that_an_order_leaves() {
    let world = World::new();
    let product = world.product("Teapot").await;
    let tag = get_if_not(&world, &product, "").await.header("etag").to_owned();
    world.commit(world.stock_taken(&product, 1)).await;
    let sold = get_if_not(&world, &product, &tag).await;
    assert_eq!((sold.status.as_u16(), &sold.body["stock"]), (200, &json!(9)));
    let edit = ProductEdit { stock: Edit::Keep, ..ProductEdit::default() };
    let mut edited = product.clone();
    edited.edit(edit, world.now());
    world.alter_product(&product, |stored| *stored = edited.as_stored().clone()).await;
    let edited = get_if_not(&world, &product, &tag).await;
    assert_eq!((edited.status.as_u16(), &edited.body["stock"]), (200, &json!(9)));
    let mut tags = [tag.as_str(), sold.header("etag"), edited.header("etag")];
    tags.sort_unstable();
    assert!(tags.windows(2).all(|pair| pair[0] != pair[1]), "{tags:?}");
}

#[actix_web::test]
async fn an_unknown_product_is_not_found_and_an_id_that_is_none_is_refused() {
    let world = World::new();
    get(&world, &format!("/{}", SequentialIds::nth(1_000))).await.assert_problem(404, "not-found");
    for id in
        ["1", "teapot", "019b76daa80070008000000000000001", "urn:uuid:019b76da-a800-7000-8000-000000000001", "%00"]
    {
        get(&world, &format!("/{id}")).await.assert_problem(400, "invalid-parameter");
    }
}

#[actix_web::test]
async fn a_query_is_refused() {
    let world = World::new();
    let product = world.product("Teapot").await;
    for query in ["?x=1", "?fields=name", "?pageSize=1", "?="] {
        get(&world, &format!("/{}{query}", product.id())).await.assert_problem(400, "invalid-parameter");
    }
    assert_eq!(get(&world, &format!("/{}?", product.id())).await.status, 200);
}

#[actix_web::test]
async fn head_is_answered_like_get() {
    let world = World::new();
    let product = world.product("Teapot").await;
    for path in [PRODUCTS.to_owned(), format!("{PRODUCTS}/"), format!("{PRODUCTS}/{}", product.id())] {
        let read = send(&world, TestRequest::get().uri(&path)).await;
        let head = send(&world, TestRequest::default().method(Method::HEAD).uri(&path)).await;
        assert_eq!((head.status, head.header("etag")), (read.status, read.header("etag")), "{path}");
        assert_eq!(read.status, 200, "{path}");
    }
}

#[actix_web::test]
async fn no_session_is_looked_at_and_none_is_renewed() {
    let world = World::new();
    let (user, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    // Little is left of the session: any call that needs it renews it.
    world.fakes.clock.advance(Duration::from_mins(20));
    let paths = [PRODUCTS.to_owned(), format!("{PRODUCTS}/{}", product.id())];
    let read = async |cookie: &str| {
        for path in &paths {
            let answer = send(&world, with_cookie(TestRequest::get().uri(path), cookie)).await;
            assert_eq!((answer.status.as_u16(), answer.header_lines("set-cookie")), (200, Vec::new()), "{path}");
        }
    };
    for cookie in [&cookie, "access_token=garbage", "access_token=a; access_token=b"] {
        read(cookie).await;
    }
    let renewed = create(&world, &cookie, &json!({"name": "Kettle"})).await;
    assert_eq!((renewed.status.as_u16(), renewed.header_lines("set-cookie").len()), (201, 1));
    world.alter(&user, |user| (user.role, user.status) = (Role::User, UserStatus::Inactive)).await;
    read(&cookie).await;
}
