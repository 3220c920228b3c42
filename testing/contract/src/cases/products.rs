use application::{ALWAYS_COMMITTED, FOUND_AT_ONCE};
use domain::{
    Price, Product, ProductDescription, ProductDetails, ProductId, ProductName, Stock, StoredProduct, Timestamp,
    Version,
};
use uuid::Uuid;

use super::case;
use crate::{
    Case, World,
    world::{at, changed_product, edited, price},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(an_absent_product_is_none),
        case(a_product_reads_back_field_for_field),
        case(a_product_reads_back_at_the_limits),
        case(those_of_many_products_that_there_are_are_found),
        case(an_update_writes_every_field_and_the_next_version),
        case(an_update_clears_what_may_be_absent),
        case(the_greatest_version_is_reached),
        case(a_deleted_product_is_gone_and_its_id_is_free),
        case(writes_touch_no_other_product),
        case(many_products_and_their_events_are_new_in_one_commit),
    ]
}

async fn an_absent_product_is_none(world: World) {
    let (present, absent) = (world.product(3).await, world.new_product(Stock::Untracked));
    assert_eq!(world.find_product(&absent).await, None);
    assert_eq!(world.find_product(&present).await, Some(present));
}

async fn a_product_reads_back_field_for_field(world: World) {
    for description in [None, Some(""), Some(" Tea\n\tof 'Assam' \"\\ %_ ")] {
        for price in [None, Some(price(0)), Some(price(250))] {
            for stock in [Stock::Untracked, Stock::Units(0), Stock::Units(7)] {
                let product = changed_product(&world.new_product(stock), |stored| {
                    let description = description.map(ProductDescription::parse).transpose();
                    stored.details.description = description.expect("the description is within the rules");
                    stored.details.price = price;
                    stored.updated_at = at(3_000);
                    stored.version = Version::new(5);
                });
                world.committed(|changes| changes.insert(product.clone())).await;
                assert_eq!(world.find_product(&product).await, Some(product));
            }
        }
    }
}

async fn a_product_reads_back_at_the_limits(world: World) {
    let least = StoredProduct {
        id: ProductId::new(Uuid::from_u128(0)),
        details: ProductDetails {
            name: ProductName::parse("0").expect("the name is within the rules"),
            description: None,
            price: Some(price(0)),
            stock: Stock::Units(0),
        },
        created_at: at(0),
        updated_at: at(0),
        version: Version::new(0),
    };
    let description = "\u{10FFFF}".repeat(ProductDescription::MAX_LENGTH);
    let yen = "JPY".parse().expect("there is such a currency");
    let greatest = StoredProduct {
        id: ProductId::new(Uuid::from_u128(u128::MAX)),
        details: ProductDetails {
            name: ProductName::parse(&"🫖".repeat(ProductName::MAX_LENGTH)).expect("the name is within the rules"),
            description: Some(ProductDescription::parse(&description).expect("the description is within the rules")),
            price: Some(Price::parse(1_000_000_000_000, yen).expect("the amount is within the rules")),
            stock: Stock::Units(Stock::MAX_SET),
        },
        created_at: Timestamp::MAX,
        updated_at: Timestamp::MAX,
        version: Version::new(u32::MAX),
    };
    for product in [least, greatest].map(Product::from_stored) {
        world.committed(|changes| changes.insert(product.clone())).await;
        assert_eq!(world.find_product(&product).await, Some(product));
    }
}

async fn those_of_many_products_that_there_are_are_found(world: World) {
    let find_all = async |ids: &[ProductId]| {
        let mut found = world.products.find_all(ids).await.expect("the store answers");
        found.sort_by_key(Product::id);
        found
    };
    let products: Vec<Product> = (0..FOUND_AT_ONCE).map(|_| world.new_product(Stock::Untracked)).collect();
    for part in products.chunks(ALWAYS_COMMITTED) {
        world.committed(|changes| part.iter().for_each(|product| changes.insert(product.clone()))).await;
    }
    let ids: Vec<ProductId> = products.iter().rev().map(Product::id).collect();
    assert_eq!(find_all(&ids).await, products);
    assert_eq!(find_all(&ids[..1]).await, products[FOUND_AT_ONCE - 1..]);
    let absent = ProductId::new(world.uuid());
    assert_eq!(
        find_all(&[absent, products[7].id(), products[3].id()]).await,
        [&products[3], &products[7]].map(Clone::clone)
    );
    assert_eq!(find_all(&[absent]).await, []);
    assert_eq!(find_all(&[]).await, []);
}

async fn an_update_writes_every_field_and_the_next_version(world: World) {
    let product = world.product(3).await;
    let expected = world.committed(|changes| changes.update(product.clone(), edited(&product, 9))).await;
    assert_eq!((expected.version(), expected.stock()), (Version::new(2), Stock::Units(9)));
    assert_eq!(world.find_product(&product).await, Some(expected));
}

async fn an_update_clears_what_may_be_absent(world: World) {
    let product = world.product(3).await;
    let bare = changed_product(&product, |stored| {
        stored.details.description = None;
        stored.details.price = None;
        stored.details.stock = Stock::Untracked;
    });
    let bare = world.committed(|changes| changes.update(product.clone(), bare)).await;
    assert_eq!(world.find_product(&product).await.as_ref(), Some(&bare));
    let again = changed_product(&product, |stored| stored.version = bare.version());
    let again = world.committed(|changes| changes.update(bare, again)).await;
    assert_eq!(world.find_product(&product).await, Some(again));
}

async fn the_greatest_version_is_reached(world: World) {
    let product = changed_product(&world.new_product(Stock::Untracked), |stored| {
        stored.version = Version::new(u32::MAX - 1);
    });
    world.committed(|changes| changes.insert(product.clone())).await;
    let greatest = world.committed(|changes| changes.update(product.clone(), product.clone())).await;
    assert_eq!(greatest.version(), Version::new(u32::MAX));
    assert_eq!(world.find_product(&product).await, Some(greatest));
}

async fn a_deleted_product_is_gone_and_its_id_is_free(world: World) {
    let product = world.product(3).await;
    world.committed(|changes| changes.delete(product.clone())).await;
    assert_eq!(world.find_product(&product).await, None);
    assert_eq!(world.products.list(None, 10).await.expect("the store answers"), []);
    world.committed(|changes| changes.insert(product.clone())).await;
    assert_eq!(world.find_product(&product).await, Some(product));
}

async fn writes_touch_no_other_product(world: World) {
    let (one, other, another) = (world.product(1).await, world.product(2).await, world.product(3).await);
    let newer = world
        .committed(|changes| {
            changes.delete(another.clone());
            changes.update(one.clone(), edited(&one, 1))
        })
        .await;
    assert_eq!(world.find_product(&one).await, Some(newer));
    assert_eq!(world.find_product(&other).await, Some(other));
    assert_eq!(world.find_product(&another).await, None);
}

async fn many_products_and_their_events_are_new_in_one_commit(world: World) {
    let mut products: Vec<Product> = (0..ALWAYS_COMMITTED).map(|_| world.new_product(Stock::Units(3))).collect();
    // Each has fields that others lack.
    for product in products.iter_mut().step_by(3) {
        *product = changed_product(product, |stored| {
            stored.details.description = None;
            stored.details.price = None;
            stored.details.stock = Stock::Untracked;
        });
    }
    let events = world
        .committed(|changes| {
            let stage = |product: &Product| {
                changes.insert(product.clone());
                world.record_about(changes, product.id())
            };
            products.iter().rev().map(stage).collect::<Vec<_>>()
        })
        .await;
    assert_eq!(world.products.list(None, u16::MAX).await.expect("the store answers"), products);
    assert_eq!(world.undelivered().await, events);
}
