use application::{Changes, Conflict, Write};
use domain::{Order, OrderStatus, Product, Stock, UserId, Version};

use super::case;
use crate::{
    Case, World,
    world::{
        assert_committed, changed_product, in_status, only_winner, quantity, staged, winners, with_expected_stock,
    },
};

const RACERS: usize = 50;

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(as_many_buyers_as_there_are_units_get_one),
        case(buyers_of_more_than_one_unit_never_take_what_is_not_there),
        case(takes_and_returns_at_once_add_up),
        case(buyers_of_the_same_products_the_other_way_round_all_get_them),
        case(an_edit_that_keeps_the_stock_and_takes_at_once_add_up),
        case(an_order_that_is_cancelled_many_times_at_once_gives_back_once),
        case(what_depends_on_the_stock_excludes_who_moves_it),
    ]
}

/// A purchase of these units, with its order and event.
fn purchase(world: &World, product: &Product, units: i64) -> (Changes, Order) {
    let order = world.new_order(UserId::new(world.uuid()), std::slice::from_ref(product));
    let changes = staged(|changes| {
        changes.insert(order.clone());
        changes.take_stock(product.clone(), quantity(units));
        world.record_about(changes, order.id());
    });
    (changes, order)
}

/// Races buyers, and returns how many succeeded. Each of these has an order with an undelivered event; the others have
/// none.
async fn race_buyers(world: &World, product: &Product, units: i64) -> u64 {
    let (purchases, orders): (Vec<_>, Vec<_>) = (0..RACERS).map(|_| purchase(world, product, units)).unzip();
    let winners = winners(&world.race(purchases).await, Conflict::Stale);
    for (index, order) in orders.iter().enumerate() {
        let expected = winners.contains(&index).then(|| order.clone());
        assert_eq!(world.find_order(order).await, expected);
    }
    assert_eq!(world.all_events().await.len(), winners.len());
    assert_eq!(world.undelivered().await.len(), winners.len());
    winners.len().try_into().expect("the winners are few")
}

async fn as_many_buyers_as_there_are_units_get_one(world: World) {
    let product = world.product(30).await;
    assert_eq!(race_buyers(&world, &product, 1).await, 30);
    let sold_out = changed_product(&product, |stored| stored.details.stock = Stock::Units(0));
    assert_eq!(world.find_product(&product).await, Some(sold_out));
}

async fn buyers_of_more_than_one_unit_never_take_what_is_not_there(world: World) {
    let product = world.product(100).await;
    assert_eq!(race_buyers(&world, &product, 7).await, 14);
    assert_eq!(world.stock_of(&product).await, Stock::Units(2));
}

async fn takes_and_returns_at_once_add_up(world: World) {
    let product = world.product(1_000).await;
    let stage = |units: i64| {
        staged(|changes| {
            if units % 2 == 0 {
                changes.take_stock(product.clone(), quantity(units));
            } else {
                changes.return_stock(product.clone(), quantity(units));
            }
        })
    };
    for result in world.race((1..=40).map(stage).collect()).await {
        assert_committed(&result);
    }
    let (taken, returned) = (420, 400);
    assert_eq!(world.stock_of(&product).await, Stock::Units(1_000 - taken + returned));
}

/// A store that locks in the order of staging dead-locks here.
async fn buyers_of_the_same_products_the_other_way_round_all_get_them(world: World) {
    let mut products = Vec::new();
    for _ in 0..5 {
        products.push(world.product(1_000).await);
    }
    let untracked = world.product_with(Stock::Untracked).await;
    let stage = |racer: usize| {
        staged(|changes| {
            let mut products: Vec<&Product> = products.iter().collect();
            if racer.is_multiple_of(2) {
                products.reverse();
                changes.require(untracked.clone());
            }
            products.rotate_left(racer % 5);
            for product in products {
                changes.take_stock(product.clone(), quantity(2));
            }
            if !racer.is_multiple_of(2) {
                changes.require(untracked.clone());
            }
        })
    };
    for result in world.race((0..RACERS).map(stage).collect()).await {
        assert_committed(&result);
    }
    for product in &products {
        assert_eq!(world.stock_of(product).await, Stock::Units(900));
    }
}

async fn an_edit_that_keeps_the_stock_and_takes_at_once_add_up(world: World) {
    let mut product = world.product(500).await;
    let mut left = 500;
    for _ in 0..10 {
        let mut all: Vec<Changes> =
            (0..20).map(|_| staged(|changes| changes.take_stock(product.clone(), quantity(1)))).collect();
        all.push(staged(|changes| {
            changes.update(product.clone(), product.clone());
        }));
        let winners = winners(&world.race(all).await, Conflict::Stale);
        assert!(winners.contains(&20), "nothing conflicts with the edit");
        left -= winners.len() - 1;
        let found = world.find_product(&product).await.expect("the product is there");
        assert_eq!(found.stock().units(), left.try_into().ok());
        assert_eq!(found.version(), product.version().next());
        product = found;
    }
    assert_eq!(product.version(), Version::new(11));
}

async fn an_order_that_is_cancelled_many_times_at_once_gives_back_once(world: World) {
    let product = world.product(10).await;
    let order = world.order().await;
    let stage = |_| {
        staged(|changes| {
            changes.update(order.clone(), in_status(&order, OrderStatus::Cancelled));
            changes.return_stock(product.clone(), quantity(3));
            world.record_about(changes, order.id());
        })
    };
    only_winner(&world.race((0..RACERS).map(stage).collect()).await, Conflict::Stale);
    assert_eq!(world.stock_of(&product).await, Stock::Units(13));
    let found = world.find_order(&order).await.expect("the order is there");
    assert_eq!((found.status(), found.version()), (OrderStatus::Cancelled, Version::new(2)));
    assert_eq!((world.all_events().await.len(), world.undelivered().await.len()), (1, 1));
}

async fn what_depends_on_the_stock_excludes_who_moves_it(world: World) {
    for _ in 0..20 {
        let product = world.product(10).await;
        let removal = staged(|changes| changes.stage(with_expected_stock(Write::Delete(product.clone()))));
        let take = staged(|changes| changes.take_stock(product.clone(), quantity(1)));
        let winner = only_winner(&world.race(vec![removal, take]).await, Conflict::Stale);
        let left = world.find_product(&product).await.map(|product| product.stock());
        assert_eq!(left, (winner == 1).then_some(Stock::Units(9)));
    }
}
