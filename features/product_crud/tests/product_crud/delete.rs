use domain::Role;
use serde_json::Value;
use test_kit::World;

use crate::support::{admin, delete, get, names, remove, remove_if, send, tag};

#[actix_web::test]
async fn a_product_is_gone_and_the_others_stay() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let (teapot, kettle) = (world.product("Teapot").await, world.product("Kettle").await);
    let answer = remove(&world, &cookie, &teapot).await;
    assert_eq!((answer.status.as_u16(), &answer.body), (204, &Value::Null));
    assert_eq!(world.stored_product(teapot.id()).await, None);
    assert_eq!(world.stored_product(kettle.id()).await, Some(kettle));
    get(&world, &format!("/{}", teapot.id())).await.assert_problem(404, "not-found");
    assert_eq!(names(&get(&world, "").await), ["Kettle"]);
    remove(&world, &cookie, &teapot).await.assert_problem(404, "not-found");
}

#[actix_web::test]
async fn orders_of_a_product_that_is_gone_stay_as_they_are() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let buyer = world.user("plain.user", Role::User).await;
    let order = world.order(&buyer, &[(&product, 2)]).await;
    assert_eq!(remove(&world, &cookie, &product).await.status, 204);
    assert_eq!(world.stored_order(order.id()).await, Some(order));
}

#[actix_web::test]
async fn a_deletion_holds_for_the_state_that_it_presumes() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let before = tag(&world, &product).await;
    let product = world.alter_product(&product, |_| ()).await;
    for other in [&before, "\"other\"", "", "garbage"] {
        remove_if(&world, &cookie, &product, other).await.assert_problem(412, "precondition-failed");
    }
    assert!(world.stored_product(product.id()).await.is_some());
    let now = tag(&world, &product).await;
    remove_if(&world, &cookie, &product, &format!("W/{now}")).await.assert_problem(412, "precondition-failed");
    assert_eq!(remove_if(&world, &cookie, &product, &now).await.status, 204);
    let other = world.product("Kettle").await;
    assert_eq!(remove_if(&world, &cookie, &other, "*").await.status, 204);
    remove_if(&world, &cookie, &other, "*").await.assert_problem(404, "not-found");
}

#[actix_web::test]
async fn a_deletion_that_presumes_the_stock_before_an_order_is_refused() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let before = tag(&world, &product).await;
    world.commit(world.stock_taken(&product, 1)).await;
    remove_if(&world, &cookie, &product, &before).await.assert_problem(412, "precondition-failed");
    assert!(world.stored_product(product.id()).await.is_some());
    let now = tag(&world, &product).await;
    assert_eq!(remove_if(&world, &cookie, &product, &now).await.status, 204);
}

#[actix_web::test]
async fn a_body_that_comes_along_changes_nothing() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let request = delete(&cookie, product.id()).insert_header(("content-type", "text/plain")).set_payload("no JSON");
    assert_eq!(send(&world, request).await.status, 204);
}
