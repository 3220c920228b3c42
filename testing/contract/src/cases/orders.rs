use application::{ALWAYS_COMMITTED, Conflict, UniqueValue};
use domain::{
    Currency, Entity, Money, Order, OrderId, OrderItem, OrderStatus, Price, ProductId, ProductName, Stock, StockClaim,
    StoredOrder, Timestamp, UserId, Version,
};
use uuid::Uuid;

use super::case;
use crate::{
    Case, World,
    world::{assert_conflict, at, changed_order, in_status, only_winner, quantity, staged},
};

const RACERS: usize = 50;

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(an_absent_order_is_none),
        case(an_order_reads_back_field_for_field),
        case(an_order_reads_back_at_the_limits),
        case(items_keep_the_order_of_the_request),
        case(an_order_outlives_its_products_and_its_user),
        case(an_update_writes_the_status_and_the_next_version),
        case(the_greatest_version_is_reached),
        case(as_many_orders_as_every_store_commits_are_new_at_once),
        case(a_taken_order_id_is_refused),
        case(an_update_of_another_version_is_stale_and_nothing_is_written),
        case(an_update_of_an_absent_order_is_stale),
        case(stale_is_reported_before_exists),
        case(one_of_many_updates_of_a_version_wins),
    ]
}

fn currency(code: &str) -> Currency {
    code.parse().expect("there is such a currency")
}

/// An item of any product.
fn item(product: u128, name: &str, units: i64, unit_price: Price, claim: StockClaim) -> OrderItem {
    OrderItem {
        product_id: ProductId::new(Uuid::from_u128(product)),
        name: ProductName::parse(name).expect("the name is within the rules"),
        quantity: quantity(units),
        unit_price,
        claim,
    }
}

fn price(amount: i64, code: &str) -> Price {
    Price::parse(amount, currency(code)).expect("the amount is within the rules")
}

async fn insert(world: &World, order: &Order) {
    world.committed(|changes| changes.insert(order.clone())).await;
}

async fn an_absent_order_is_none(world: World) {
    let (present, absent) =
        (world.order().await, world.new_order(UserId::new(world.uuid()), &[world.new_product(Stock::Untracked)]));
    assert_eq!(world.find_order(&absent).await, None);
    assert_eq!(world.find_order(&present).await, Some(present));
}

async fn an_order_reads_back_field_for_field(world: World) {
    for &status in OrderStatus::ALL {
        for code in ["EUR", "JPY"] {
            let order = Order::from_stored(StoredOrder {
                id: OrderId::new(world.uuid()),
                user_id: UserId::new(world.uuid()),
                items: vec![
                    item(7, "Tea\n\t'\"\\ %_", 3, price(250, code), StockClaim::Taken),
                    item(8, "Coffee", 1, price(0, code), StockClaim::None),
                ],
                total: Money { amount: 750, currency: currency(code) },
                status,
                created_at: at(1_000),
                updated_at: at(2_000),
                version: Version::new(3),
            });
            insert(&world, &order).await;
            assert_eq!(world.find_order(&order).await, Some(order));
        }
    }
}

async fn an_order_reads_back_at_the_limits(world: World) {
    let longest = "🫖".repeat(ProductName::MAX_LENGTH);
    let dearest = (0..50).map(|number| {
        item(u128::MAX - number, &longest, 1_000_000, price(1_000_000_000_000, "JPY"), StockClaim::Taken)
    });
    let least = StoredOrder {
        id: OrderId::new(Uuid::from_u128(0)),
        user_id: UserId::new(Uuid::from_u128(0)),
        items: vec![item(0, "0", 1, price(0, "EUR"), StockClaim::None)],
        total: Money { amount: 0, currency: currency("EUR") },
        status: OrderStatus::Pending,
        created_at: at(0),
        updated_at: at(0),
        version: Version::new(0),
    };
    let greatest = StoredOrder {
        id: OrderId::new(Uuid::from_u128(u128::MAX)),
        user_id: UserId::new(Uuid::from_u128(u128::MAX)),
        items: dearest.collect(),
        total: Money { amount: Order::MAX_TOTAL, currency: currency("JPY") },
        status: OrderStatus::Cancelled,
        created_at: Timestamp::MAX,
        updated_at: Timestamp::MAX,
        version: Version::new(u32::MAX),
    };
    for order in [least, greatest].map(Order::from_stored) {
        insert(&world, &order).await;
        assert_eq!(world.find_order(&order).await, Some(order));
    }
}

async fn items_keep_the_order_of_the_request(world: World) {
    let mut products: Vec<_> = (0..50).map(|_| world.new_product(Stock::Untracked)).collect();
    products.reverse();
    products.rotate_left(17);
    let order = world.new_order(UserId::new(world.uuid()), &products);
    insert(&world, &order).await;
    insert(&world, &world.new_order(UserId::new(world.uuid()), &products[..3])).await;
    let found = world.find_order(&order).await.expect("the order is there");
    let ids = found.items().iter().map(|item| item.product_id);
    assert!(ids.eq(products.iter().map(domain::Product::id)));
    assert_eq!(found, order);
}

async fn an_order_outlives_its_products_and_its_user(world: World) {
    let product = world.product(3).await;
    let order = world.new_order(UserId::new(world.uuid()), std::slice::from_ref(&product));
    insert(&world, &order).await;
    world.committed(|changes| changes.delete(product.clone())).await;
    assert_eq!(world.find_order(&order).await, Some(order));
}

async fn an_update_writes_the_status_and_the_next_version(world: World) {
    let (order, other) = (world.order().await, world.order().await);
    let mut known = order;
    for status in [OrderStatus::Processing, OrderStatus::Shipped, OrderStatus::Delivered, OrderStatus::Cancelled] {
        let newer = in_status(&known, status);
        known = world.committed(|changes| changes.update(known.clone(), newer)).await;
        assert_eq!((known.status(), known.updated_at()), (status, at(5_000)));
        assert_eq!(world.find_order(&known).await.as_ref(), Some(&known));
    }
    assert_eq!(known.version(), Version::new(5));
    assert_eq!(world.find_order(&other).await, Some(other));
}

async fn the_greatest_version_is_reached(world: World) {
    let product = world.new_product(Stock::Untracked);
    let order = changed_order(&world.new_order(UserId::new(world.uuid()), &[product]), |stored| {
        stored.version = Version::new(u32::MAX - 1);
    });
    insert(&world, &order).await;
    let greatest = world.committed(|changes| changes.update(order.clone(), order.clone())).await;
    assert_eq!(greatest.version(), Version::new(u32::MAX));
    assert_eq!(world.find_order(&order).await, Some(greatest));
}

async fn as_many_orders_as_every_store_commits_are_new_at_once(world: World) {
    let products: Vec<_> = (0..50).map(|_| world.new_product(Stock::Untracked)).collect();
    let new_order = |_| world.new_order(UserId::new(world.uuid()), &products);
    let orders: Vec<Order> = (0..ALWAYS_COMMITTED).map(new_order).collect();
    world
        .committed(|changes| {
            for order in &orders {
                changes.insert(order.clone());
            }
        })
        .await;
    for order in orders {
        assert_eq!(world.find_order(&order).await, Some(order));
    }
}

async fn a_taken_order_id_is_refused(world: World) {
    let (first, product) = (world.order().await, world.product(3).await);
    let second = changed_order(&world.new_order(UserId::new(world.uuid()), std::slice::from_ref(&product)), |stored| {
        stored.id = first.id();
    });
    let result = world
        .commit(|changes| {
            changes.insert(second);
            changes.take_stock(product.clone(), quantity(1));
            world.record_about(changes, first.id());
        })
        .await;
    assert_conflict(&result, Conflict::Exists(UniqueValue::Id));
    assert_eq!(world.find_order(&first).await, Some(first));
    assert_eq!(world.find_product(&product).await, Some(product));
    world.assert_no_events().await;
}

async fn an_update_of_another_version_is_stale_and_nothing_is_written(world: World) {
    let (first, product) = (world.order().await, world.product(3).await);
    let processing = in_status(&first, OrderStatus::Processing);
    let second = world.committed(|changes| changes.update(first.clone(), processing)).await;
    let later = changed_order(&first, |stored| stored.version = Version::new(3));
    let new = world.new_order(UserId::new(world.uuid()), std::slice::from_ref(&product));
    for read in [first, later] {
        let result = world
            .commit(|changes| {
                changes.insert(new.clone());
                changes.return_stock(product.clone(), quantity(1));
                changes.update(read.clone(), in_status(&read, OrderStatus::Cancelled));
                world.record_about(changes, read.id());
            })
            .await;
        assert_conflict(&result, Conflict::Stale);
    }
    assert_eq!(world.find_order(&second).await, Some(second));
    assert_eq!(world.find_order(&new).await, None);
    assert_eq!(world.find_product(&product).await, Some(product));
    world.assert_no_events().await;
}

async fn an_update_of_an_absent_order_is_stale(world: World) {
    let absent = world.new_order(UserId::new(world.uuid()), &[world.new_product(Stock::Untracked)]);
    let update = world.commit(|changes| changes.update(absent.clone(), absent.clone())).await;
    assert_conflict(&update, Conflict::Stale);
    assert_eq!(world.find_order(&absent).await, None);
}

async fn stale_is_reported_before_exists(world: World) {
    let (present, product) = (world.order().await, world.new_product(Stock::Untracked));
    let absent = world.new_order(UserId::new(world.uuid()), std::slice::from_ref(&product));
    let stales = [
        staged(|changes| {
            changes.update(absent.clone(), absent);
        }),
        staged(|changes| changes.take_stock(product.clone(), quantity(1))),
        staged(|changes| changes.require(product.clone())),
    ];
    for mut changes in stales {
        changes.insert(present.clone());
        assert_conflict(&world.commit_staged(changes).await, Conflict::Stale);
    }
    assert_eq!(world.find_order(&present).await, Some(present));
}

async fn one_of_many_updates_of_a_version_wins(world: World) {
    let order = world.order().await;
    let statuses = [OrderStatus::Processing, OrderStatus::Cancelled];
    let stage = |racer: usize| {
        staged(|changes| {
            changes.update(order.clone(), in_status(&order, statuses[racer % 2]));
            world.record_about(changes, order.id());
        })
    };
    let winner = only_winner(&world.race((0..RACERS).map(stage).collect()).await, Conflict::Stale);
    let expected = in_status(&order, statuses[winner % 2]).into_next_version();
    assert_eq!(world.find_order(&order).await, Some(expected));
    assert_eq!((world.all_events().await.len(), world.undelivered().await.len()), (1, 1), "the losers record nothing");
}
