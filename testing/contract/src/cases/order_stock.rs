use application::{Conflict, Write};
use domain::{Entity, Product, Quantity, Stock, Version};

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, assert_conflict, changed_product, edited, quantity, staged, with_expected_stock},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(taking_moves_the_stock_and_nothing_else),
        case(all_that_is_there_can_be_taken_and_no_more),
        case(nothing_is_taken_from_what_is_untracked_edited_or_gone),
        case(giving_back_moves_the_stock_and_nothing_else),
        case(giving_back_goes_beyond_what_a_stock_may_be_set_to),
        case(giving_back_does_not_mind_an_edit),
        case(nothing_is_given_back_to_what_is_untracked_or_gone),
        case(stock_of_many_products_is_moved_in_one_commit_or_none),
        case(an_edit_keeps_the_stock_as_it_is_rather_than_as_it_was_read),
        case(an_edit_sets_the_stock_whatever_it_is),
        case(an_edit_that_keeps_the_stock_makes_takes_stale),
    ]
}

fn with_stock(product: &Product, stock: Stock) -> Product {
    changed_product(product, |stored| stored.details.stock = stock)
}

/// Takes the quantity; returns whether the stock that was read sufficed.
async fn take(world: &World, product: &Product, quantity: Quantity) -> bool {
    let result = world
        .commit(|changes| {
            changes.take_stock(product.clone(), quantity);
            world.record_about(changes, product.id());
        })
        .await;
    if result.is_err() {
        assert_conflict(&result, Conflict::Stale);
    }
    result.is_ok()
}

async fn give_back(world: &World, product: &Product, quantity: Quantity) -> bool {
    let result = world
        .commit(|changes| {
            changes.return_stock(product.clone(), quantity);
            world.record_about(changes, product.id());
        })
        .await;
    if result.is_err() {
        assert_conflict(&result, Conflict::Stale);
    }
    result.is_ok()
}

async fn taking_moves_the_stock_and_nothing_else(world: World) {
    let (product, other) = (world.product(10).await, world.product(10).await);
    for (units, left) in [(3, 7), (1, 6), (5, 1)] {
        assert!(take(&world, &product, quantity(units)).await);
        assert_eq!(world.find_product(&product).await, Some(with_stock(&product, Stock::Units(left))));
    }
    assert_eq!(world.find_product(&other).await, Some(other));
    assert_eq!(world.all_events().await.len(), 3);
}

async fn all_that_is_there_can_be_taken_and_no_more(world: World) {
    let greatest = Quantity::MAX;
    for units in [1, u64::from(greatest)] {
        let product = world.product(units).await;
        let all = quantity(units.try_into().expect("the units are few"));
        let more = world.product(units - 1).await;
        assert!(!take(&world, &more, all).await);
        assert_eq!(world.find_product(&more).await, Some(more));
        assert!(take(&world, &product, all).await);
        assert_eq!(world.stock_of(&product).await, Stock::Units(0));
        assert!(!take(&world, &product, quantity(1)).await);
        assert_eq!(world.stock_of(&product).await, Stock::Units(0));
    }
    assert_eq!((world.all_events().await.len(), world.undelivered().await.len()), (2, 2), "a refusal leaves no event");
}

async fn nothing_is_taken_from_what_is_untracked_edited_or_gone(world: World) {
    let (untracked, first) = (world.product_with(Stock::Untracked).await, world.product(10).await);
    let second = world.committed(|changes| changes.update(first.clone(), first.clone())).await;
    let later = changed_product(&first, |stored| stored.version = Version::new(3));
    let gone = world.product(10).await;
    world.committed(|changes| changes.delete(gone.clone())).await;
    for product in [&untracked, &first, &later, &gone, &world.new_product(Stock::Units(10))] {
        assert!(!take(&world, product, quantity(1)).await);
    }
    assert_eq!(world.find_product(&untracked).await, Some(untracked));
    assert_eq!(world.find_product(&second).await, Some(second));
    world.assert_no_events().await;
}

async fn giving_back_moves_the_stock_and_nothing_else(world: World) {
    let (product, other) = (world.product(0).await, world.product(10).await);
    for (units, there) in [(3, 3), (1, 4), (1_000_000, 1_000_004)] {
        assert!(give_back(&world, &product, quantity(units)).await);
        assert_eq!(world.find_product(&product).await, Some(with_stock(&product, Stock::Units(there))));
    }
    assert_eq!(world.find_product(&other).await, Some(other));
    assert_eq!(world.all_events().await.len(), 3);
}

async fn giving_back_goes_beyond_what_a_stock_may_be_set_to(world: World) {
    let product = world.product(Stock::MAX_SET).await;
    assert!(give_back(&world, &product, quantity(1_000_000)).await);
    let there = with_stock(&product, Stock::Units(1_001_000_000));
    assert_eq!(world.find_product(&product).await.as_ref(), Some(&there));
    assert_eq!(world.products.list(None, 10).await.expect("the store answers"), std::slice::from_ref(&there));
    let newer = there.clone().into_next_version();
    let update = Write::Update { expected: there, new: newer.clone() };
    world.committed(|changes| changes.stage(with_expected_stock(update))).await;
    assert_eq!(world.find_product(&product).await.as_ref(), Some(&newer));
    assert!(take(&world, &newer, quantity(1_000_000)).await);
    assert_eq!(world.stock_of(&product).await, Stock::Units(1_000_000_000));
}

async fn giving_back_does_not_mind_an_edit(world: World) {
    let first = world.product(10).await;
    let second = world.committed(|changes| changes.update(first.clone(), edited(&first, 20))).await;
    assert!(give_back(&world, &first, quantity(2)).await);
    assert_eq!(world.find_product(&first).await, Some(with_stock(&second, Stock::Units(22))));
}

async fn nothing_is_given_back_to_what_is_untracked_or_gone(world: World) {
    let (untracked, gone) = (world.product_with(Stock::Untracked).await, world.product(10).await);
    world.committed(|changes| changes.delete(gone.clone())).await;
    for product in [&untracked, &gone, &world.new_product(Stock::Units(10))] {
        assert!(!give_back(&world, product, quantity(1)).await);
    }
    assert_eq!(world.find_product(&untracked).await, Some(untracked));
    assert_eq!(world.find_product(&gone).await, None);
    world.assert_no_events().await;
}

async fn stock_of_many_products_is_moved_in_one_commit_or_none(world: World) {
    let mut products = Vec::new();
    for units in 1..=50 {
        products.push(world.product(units).await);
    }
    // Stock of every other one is taken, in another order than that of their ids.
    let stage = |units: i64| {
        staged(|changes| {
            for (number, product) in products.iter().enumerate().rev() {
                if number.is_multiple_of(2) {
                    changes.take_stock(product.clone(), quantity(units));
                } else {
                    changes.return_stock(product.clone(), quantity(units));
                }
            }
        })
    };
    // The first one has a single unit.
    assert_conflict(&world.commit_staged(stage(2)).await, Conflict::Stale);
    assert_eq!(world.products.list(None, 100).await.expect("the store answers"), products);
    assert_committed(&world.commit_staged(stage(1)).await);
    for (units, pair) in (0..).step_by(2).zip(products.chunks(2)) {
        assert_eq!(world.stock_of(&pair[0]).await, Stock::Units(units));
        assert_eq!(world.stock_of(&pair[1]).await, Stock::Units(units + 3));
    }
}

async fn an_edit_keeps_the_stock_as_it_is_rather_than_as_it_was_read(world: World) {
    for (stock, moved) in [(Stock::Units(10), Stock::Units(7)), (Stock::Untracked, Stock::Untracked)] {
        let product = world.product_with(stock).await;
        if moved != stock {
            assert!(take(&world, &product, quantity(3)).await);
        }
        let renamed = with_stock(&edited(&product, 99), stock);
        let newer = world.committed(|changes| changes.update(product.clone(), renamed)).await;
        assert_eq!(world.find_product(&product).await, Some(with_stock(&newer, moved)));
    }
}

async fn an_edit_sets_the_stock_whatever_it_is(world: World) {
    for before in [Stock::Units(10), Stock::Untracked, Stock::Units(0)] {
        for after in [Stock::Units(20), Stock::Untracked, Stock::Units(0)] {
            let product = world.product_with(before).await;
            if before == Stock::Units(10) {
                assert!(take(&world, &product, quantity(3)).await);
            }
            let newer = world.committed(|changes| changes.update(product.clone(), with_stock(&product, after))).await;
            assert_eq!(world.find_product(&product).await, Some(newer));
        }
    }
}

async fn an_edit_that_keeps_the_stock_makes_takes_stale(world: World) {
    let product = world.product(10).await;
    let newer = world.committed(|changes| changes.update(product.clone(), product.clone())).await;
    assert!(!take(&world, &product, quantity(1)).await, "its price may be another one");
    assert!(take(&world, &newer, quantity(1)).await);
    assert_eq!(world.stock_of(&product).await, Stock::Units(9));
}
