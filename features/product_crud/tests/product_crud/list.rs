use std::time::Duration;

use domain::Product;
use presentation::{ListIdentity, PageTokens};
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{admin, create, get, names, remove, seen};

/// Seven products, some created at the same time, in the order of their creation.
async fn catalogue(world: &World) -> Vec<Product> {
    let mut products = Vec::new();
    for (pause, name) in [(0, "Zinc"), (1, "Amber"), (0, "Mica"), (1, "Zinc"), (0, "Amber"), (1, "Mica"), (0, "Zinc")] {
        world.fakes.clock.advance(Duration::from_millis(pause));
        products.push(world.product(name).await);
    }
    products
}

fn ids(answer: &test_kit::Answer) -> Vec<String> {
    let products = answer.body["products"].as_array().unwrap_or_else(|| panic!("{:#}", answer.body));
    products.iter().map(|product| product["id"].as_str().unwrap().to_owned()).collect()
}

fn ids_of(products: &[Product]) -> Vec<String> {
    products.iter().map(|product| product.id().to_string()).collect()
}

/// The token of the first page of two.
async fn token(world: &World) -> String {
    get(world, "?pageSize=2").await.body["nextToken"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn products_are_listed_as_they_are_to_everybody() {
    let world = World::new();
    assert_eq!(get(&world, "").await.body, json!({"products": [], "nextToken": null}));
    let products = [world.product("Teapot").await, world.product("Kettle").await];
    let answer = get(&world, "").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, json!({"products": products.each_ref().map(seen), "nextToken": null}));
}

#[actix_web::test]
async fn pages_of_every_size_give_the_products_in_the_order_of_their_creation() {
    let world = World::new();
    let products = catalogue(&world).await;
    for size in [1, 2, 3, 6, 7, 8, 100] {
        let (mut seen, mut token) = (Vec::new(), String::new());
        loop {
            let page = get(&world, &format!("?pageSize={size}{token}")).await;
            assert!(ids(&page).len() <= size, "{size}");
            seen.extend(ids(&page));
            let Some(next) = page.body["nextToken"].as_str() else { break };
            token = format!("&nextToken={next}");
            assert!(seen.len() < 20, "the list has no end");
        }
        assert_eq!(seen, ids_of(&products), "{size}");
    }
}

#[actix_web::test]
async fn twenty_products_are_a_page_where_no_size_is_given() {
    let world = World::new();
    for _ in 0..21 {
        world.product("Teapot").await;
    }
    let last = world.product("Kettle").await;
    let first = get(&world, "").await;
    assert_eq!(ids(&first).len(), 20);
    let rest = get(&world, &format!("?nextToken={}", first.body["nextToken"].as_str().unwrap())).await;
    assert_eq!(
        (ids(&rest).len(), ids(&rest).pop(), &rest.body["nextToken"]),
        (2, Some(last.id().to_string()), &Value::Null)
    );
}

#[actix_web::test]
async fn what_comes_and_goes_between_two_pages_moves_nothing_else() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let products = catalogue(&world).await;
    let first = get(&world, "?pageSize=3").await;
    // The product before the next page is among the deleted ones.
    for gone in [&products[0], &products[2]] {
        assert_eq!(remove(&world, &cookie, gone).await.status, 204);
    }
    assert_eq!(create(&world, &cookie, &json!({"name": "Newest"})).await.status, 201);
    let token = first.body["nextToken"].as_str().unwrap();
    let rest = get(&world, &format!("?pageSize=100&nextToken={token}")).await;
    assert_eq!(ids(&first), ids_of(&products[..3]));
    assert_eq!(ids(&rest)[..4], ids_of(&products[3..]));
    assert_eq!(names(&rest)[4..], ["Newest"]);
}

#[actix_web::test]
async fn a_page_token_is_good_for_this_list_alone_and_unaltered() {
    let world = World::new();
    catalogue(&world).await;
    let token = token(&world).await;
    assert_eq!(get(&world, &format!("?pageSize=50&nextToken={token}")).await.status, 200);
    let refused = async |token: &str| {
        get(&world, &format!("?pageSize=2&nextToken={token}")).await.assert_problem(400, "invalid-page-token");
    };
    for index in 0..token.len() {
        let flipped = if &token[index..=index] == "A" { "B" } else { "A" };
        let mut forged = token.clone();
        forged.replace_range(index..=index, flipped);
        refused(&forged).await;
    }
    for odd in ["", "garbage", "null", "%00", &token[1..], &"x".repeat(5_000)] {
        refused(odd).await;
    }
    // The edge of a world has this key: the tokens are genuine, but of other lists or without a position.
    let tokens = PageTokens::new(&"the key of a test".into(), &[]);
    refused(&tokens.seal(&ListIdentity::new("users"), "1767225600000.019b76da-a800-7000-8000-000000000001")).await;
    let owned = ListIdentity::new("products").with("owner", "1");
    refused(&tokens.seal(&owned, "1767225600000.019b76da-a800-7000-8000-000000000001")).await;
    for position in ["", "1", "1.2", "x.019b76da-a800-7000-8000-000000000001"] {
        refused(&tokens.seal(&ListIdentity::new("products"), position)).await;
    }
}

#[actix_web::test]
async fn parameters_are_taken_to_the_letter() {
    let world = World::new();
    for query in [
        "?pageSize=0",
        "?pageSize=101",
        "?pageSize=-1",
        "?pageSize=1.5",
        "?pageSize=%2B5",
        "?pageSize=",
        "?pageSize=99999999999999999999",
        "?pageSize=1&pageSize=1",
        "?nextToken=a&nextToken=a",
        "?page=2",
        "?pagesize=2",
        "?sort=name",
        "?name=Teapot",
        "?=",
        "?%00=1",
    ] {
        get(&world, query).await.assert_problem(400, "invalid-parameter");
    }
    for query in ["?", "?pageSize=1", "?pageSize=100"] {
        assert_eq!(get(&world, query).await.status, 200, "{query}");
    }
}
