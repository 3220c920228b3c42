use domain::{Product, Stock};
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{buyer, cancel};

/// The returned units according to the event of the cancellation.
fn returned(world: &World) -> Value {
    json!(world.store.events().last().unwrap().data["returned"])
}

fn lines(products: &[(&Product, u32)]) -> Value {
    let line = |(product, units): &(&Product, u32)| json!({"productId": product.id().to_string(), "quantity": units});
    products.iter().map(line).collect()
}

#[actix_web::test]
async fn what_was_taken_is_given_back_and_the_product_is_not_edited_by_that() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let placed = world.order(&user, &[(&tea, 10)]).await;
    assert_eq!(world.stock_of(&tea).await, Some(0));
    cancel(&world, &cookie, placed.id()).await;
    assert_eq!(world.stored_product(tea.id()).await, Some(tea.clone()));
    assert_eq!(returned(&world), lines(&[(&tea, 10)]));
}

#[actix_web::test]
async fn what_was_set_or_edited_meanwhile_is_added_to() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let placed = world.order(&user, &[(&tea, 4)]).await;
    world
        .alter_product(&tea, |tea| {
            tea.details.stock = Stock::Units(Stock::MAX_SET);
            tea.details.price = None;
        })
        .await;
    cancel(&world, &cookie, placed.id()).await;
    assert_eq!(world.stock_of(&tea).await, Some(Stock::MAX_SET + 4), "beyond what may be set, but not lost");
}

#[actix_web::test]
async fn what_is_deleted_or_no_longer_counted_is_skipped() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let (tea, gone, free) =
        (world.product("Tea").await, world.product("Gone").await, world.product("Free to take").await);
    let placed = world.order(&user, &[(&gone, 1), (&tea, 2), (&free, 3)]).await;
    world.commit(world.product_deletion(&gone)).await;
    world.alter_product(&free, |free| free.details.stock = Stock::Untracked).await;
    assert_eq!(cancel(&world, &cookie, placed.id()).await.status, 200);
    assert_eq!((world.stock_of(&tea).await, world.stock_of(&free).await), (Some(10), None));
    assert_eq!(world.stored_product(gone.id()).await, None);
    assert_eq!(returned(&world), lines(&[(&tea, 2)]));
}

#[actix_web::test]
async fn what_was_not_taken_is_not_given_back_though_it_is_counted_by_now() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let advice = world.product_with("Advice", |advice| advice.stock = Stock::Untracked).await;
    let placed = world.order(&user, &[(&advice, 4)]).await;
    world.alter_product(&advice, |advice| advice.details.stock = Stock::Units(5)).await;
    assert_eq!(cancel(&world, &cookie, placed.id()).await.status, 200);
    assert_eq!(world.stock_of(&advice).await, Some(5));
    assert_eq!(returned(&world), json!([]));
}

#[actix_web::test]
async fn fifty_products_are_given_back_in_one_commit() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let mut products = Vec::new();
    for number in 0..50 {
        products.push(world.product(&format!("Product {number}")).await);
    }
    let wanted: Vec<_> = products.iter().map(|product| (product, 3)).collect();
    let placed = world.order(&user, &wanted).await;
    assert_eq!(cancel(&world, &cookie, placed.id()).await.status, 200);
    for product in &products {
        assert_eq!(world.stock_of(product).await, Some(10));
    }
}
