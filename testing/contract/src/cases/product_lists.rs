use application::Position;
use domain::{Product, ProductId, Stock};
use uuid::Uuid;

use super::case;
use crate::{
    Case, World,
    world::{at, changed_product, edited, quantity},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(products_are_listed_by_creation_and_by_id_within_a_moment),
        case(pages_of_any_size_add_up_to_the_whole_list),
        case(pages_are_stable_while_products_are_added_and_deleted),
        case(a_position_outlives_its_product),
        case(a_position_of_no_product_is_as_good_as_any),
        case(a_product_keeps_its_position_when_it_is_edited),
        case(a_product_keeps_its_position_when_it_is_ordered),
        case(an_empty_list_and_an_empty_page_are_empty),
    ]
}

async fn list(world: &World, after: Option<&Product>, limit: u16) -> Vec<Product> {
    world.products.list(after.map(Position::from), limit).await.expect("the store answers")
}

/// Every product behind `collected`, read in pages of `limit` and appended to `collected`.
async fn collect(world: &World, limit: u16, mut collected: Vec<Product>) -> Vec<Product> {
    loop {
        let page = list(world, collected.last(), limit).await;
        assert!(page.len() <= usize::from(limit));
        assert!(collected.last().is_none_or(|last| !page.contains(last)), "a page begins behind its position");
        if page.is_empty() {
            return collected;
        }
        collected.extend(page);
    }
}

/// A product, stored, created at this moment.
async fn product_of(world: &World, millis: i64) -> Product {
    let product = changed_product(&world.new_product(Stock::Units(3)), |stored| {
        stored.created_at = at(millis);
        stored.updated_at = at(9_000 - millis);
    });
    world.committed(|changes| changes.insert(product.clone())).await;
    product
}

/// Products with times and ids in different sequences, in the order of their list.
async fn various_products(world: &World) -> Vec<Product> {
    let mut products = Vec::new();
    for millis in [5, 2, 3, 2, 9, 2, 1, 5] {
        products.push(product_of(world, millis).await);
    }
    products.sort_by_key(|product| Position::from(product));
    products
}

async fn products_are_listed_by_creation_and_by_id_within_a_moment(world: World) {
    let mut expected = vec![product_of(&world, 1_000).await];
    for id in [1, 0x7f, 0xff00, 1 << 127, u128::MAX] {
        expected.push(changed_product(&world.new_product(Stock::Untracked), |stored| {
            stored.id = ProductId::new(Uuid::from_u128(id));
            stored.created_at = at(2_000);
        }));
    }
    for product in expected.iter().skip(1).rev() {
        world.committed(|changes| changes.insert(product.clone())).await;
    }
    expected.push(product_of(&world, 3_000).await);
    assert_eq!(list(&world, None, 100).await, expected);
}

async fn pages_of_any_size_add_up_to_the_whole_list(world: World) {
    let whole = various_products(&world).await;
    for limit in 1..=9 {
        assert_eq!(collect(&world, limit, Vec::new()).await, whole, "in pages of {limit}");
    }
}

async fn pages_are_stable_while_products_are_added_and_deleted(world: World) {
    let whole = various_products(&world).await;
    let first_page = list(&world, None, 3).await;
    assert_eq!(first_page, whole[..3]);
    // One listed product and one that is not are deleted, and new ones come before and behind the position.
    for product in [&whole[0], &whole[5]] {
        world.committed(|changes| changes.delete(product.clone())).await;
    }
    product_of(&world, 0).await;
    let behind = product_of(&world, 1_000).await;
    let expected: Vec<Product> = whole[..5].iter().chain(&whole[6..]).cloned().chain([behind]).collect();
    assert_eq!(collect(&world, 2, first_page).await, expected);
}

async fn a_position_outlives_its_product(world: World) {
    let whole = various_products(&world).await;
    world.committed(|changes| changes.delete(whole[2].clone())).await;
    assert_eq!(list(&world, Some(&whole[2]), 100).await, whole[3..]);
}

async fn a_position_of_no_product_is_as_good_as_any(world: World) {
    let products = [product_of(&world, 10).await, product_of(&world, 20).await];
    for (moment, expected) in [(5, &products[..]), (15, &products[1..]), (25, &[])] {
        let nobody = changed_product(&world.new_product(Stock::Untracked), |stored| stored.created_at = at(moment));
        assert_eq!(list(&world, Some(&nobody), 10).await, expected);
    }
}

async fn a_product_keeps_its_position_when_it_is_edited(world: World) {
    let (first, second) = (product_of(&world, 1).await, product_of(&world, 2).await);
    let newer = world.committed(|changes| changes.update(first.clone(), edited(&first, 9))).await;
    assert_eq!(list(&world, None, 10).await, [newer, second]);
}

async fn a_product_keeps_its_position_when_it_is_ordered(world: World) {
    let (first, second) = (product_of(&world, 1).await, product_of(&world, 2).await);
    world.committed(|changes| changes.take_stock(first.clone(), quantity(1))).await;
    let sold = changed_product(&first, |stored| stored.details.stock = Stock::Units(2));
    assert_eq!(list(&world, None, 10).await, [sold, second]);
}

async fn an_empty_list_and_an_empty_page_are_empty(world: World) {
    assert_eq!(list(&world, None, 10).await, []);
    let product = product_of(&world, 1).await;
    assert_eq!(list(&world, None, 0).await, []);
    assert_eq!(list(&world, Some(&product), 10).await, []);
}
