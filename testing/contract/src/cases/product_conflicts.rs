use application::{Conflict, UniqueValue, Write};
use domain::{Entity, Product, Stock, Version};

use super::case;
use crate::{
    Case, World,
    world::{
        assert_committed, assert_conflict, changed_product, edited, only_winner, quantity, staged, with_expected_stock,
    },
};

const ID_EXISTS: Conflict = Conflict::Exists(UniqueValue::Id);
const RACERS: usize = 50;
const ROUNDS: u32 = 100;

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(a_taken_product_id_is_refused),
        case(a_write_of_another_version_is_stale_and_nothing_is_written),
        case(a_write_of_an_absent_product_is_stale),
        case(a_write_that_depends_on_the_stock_is_stale_once_it_moved),
        case(a_write_that_does_not_depend_on_the_stock_holds_when_it_moved),
        case(a_requirement_that_holds_writes_nothing),
        case(a_requirement_holds_when_the_stock_moved),
        case(a_requirement_of_another_version_or_of_an_absent_product_is_stale),
        case(stale_is_reported_before_exists),
        case(one_of_many_updates_of_a_version_wins),
        case(a_product_is_either_edited_or_deleted),
        case(of_two_commits_that_require_what_the_other_writes_one_wins),
        case(commits_that_require_the_same_product_all_succeed),
    ]
}

/// Gives `product` another version.
async fn update(world: &World, product: &Product) -> Product {
    world.committed(|changes| changes.update(product.clone(), product.clone())).await
}

async fn a_taken_product_id_is_refused(world: World) {
    let first = world.product(3).await;
    let (other, second) = (world.new_product(Stock::Untracked), edited(&first, 9));
    for insert_first in [true, false] {
        let result = world
            .commit(|changes| {
                let products = if insert_first { [&second, &other] } else { [&other, &second] };
                for product in products {
                    changes.insert(product.clone());
                    world.record_about(changes, product.id());
                }
            })
            .await;
        assert_conflict(&result, ID_EXISTS);
    }
    assert_eq!(world.find_product(&first).await, Some(first));
    assert_eq!(world.find_product(&other).await, None);
    world.assert_no_events().await;
}

async fn a_write_of_another_version_is_stale_and_nothing_is_written(world: World) {
    let (first, other) = (world.product(3).await, world.product(4).await);
    let second = update(&world, &first).await;
    let later = changed_product(&first, |stored| stored.version = Version::new(3));
    let new = world.new_product(Stock::Untracked);
    for read in [first, later] {
        // With the stock that was read, and with another.
        for units in [3, 9] {
            let update = world
                .commit(|changes| {
                    changes.insert(new.clone());
                    changes.update(other.clone(), edited(&other, 9));
                    changes.update(read.clone(), edited(&read, units));
                    world.record_about(changes, read.id());
                })
                .await;
            assert_conflict(&update, Conflict::Stale);
        }
        let deletion = world
            .commit(|changes| {
                changes.insert(new.clone());
                changes.delete(other.clone());
                changes.delete(read.clone());
                world.record_about(changes, read.id());
            })
            .await;
        assert_conflict(&deletion, Conflict::Stale);
    }
    assert_eq!(world.find_product(&second).await, Some(second));
    assert_eq!(world.find_product(&other).await, Some(other));
    assert_eq!(world.find_product(&new).await, None);
    world.assert_no_events().await;
}

async fn a_write_of_an_absent_product_is_stale(world: World) {
    let absent = world.new_product(Stock::Units(3));
    // With the stock that was read, and with another.
    for units in [3, 9] {
        let update = world.commit(|changes| changes.update(absent.clone(), edited(&absent, units))).await;
        assert_conflict(&update, Conflict::Stale);
    }
    let deletion = world.commit(|changes| changes.delete(absent.clone())).await;
    assert_conflict(&deletion, Conflict::Stale);
    assert_eq!(world.find_product(&absent).await, None);
}

async fn a_write_that_depends_on_the_stock_is_stale_once_it_moved(world: World) {
    let counted = world.product(3).await;
    let untracked = world.product_with(Stock::Untracked).await;
    for (product, other_stocks) in [
        (&counted, [Stock::Units(2), Stock::Units(4), Stock::Untracked]),
        (&untracked, [Stock::Units(0), Stock::Units(1), Stock::Units(Stock::MAX_SET)]),
    ] {
        for stock in other_stocks {
            let read = changed_product(product, |stored| stored.details.stock = stock);
            let update = Write::update(read.clone(), edited(&read, 9));
            for write in [update, Write::Delete(read)] {
                let result = world.commit(|changes| changes.stage(with_expected_stock(write))).await;
                assert_conflict(&result, Conflict::Stale);
            }
        }
        assert_eq!(world.find_product(product).await.as_ref(), Some(product));
        let newer = product.clone().into_next_version();
        let update = Write::Update { expected: product.clone(), new: newer.clone() };
        world.committed(|changes| changes.stage(with_expected_stock(update))).await;
        assert_eq!(world.find_product(product).await.as_ref(), Some(&newer));
        world.committed(|changes| changes.stage(with_expected_stock(Write::Delete(newer)))).await;
        assert_eq!(world.find_product(product).await, None);
    }
}

async fn a_write_that_does_not_depend_on_the_stock_holds_when_it_moved(world: World) {
    let (edit, removal) = (world.product(3).await, world.product(3).await);
    world
        .committed(|changes| {
            changes.take_stock(edit.clone(), quantity(1));
            changes.take_stock(removal.clone(), quantity(1));
        })
        .await;
    let newer = world.committed(|changes| changes.update(edit.clone(), edited(&edit, 9))).await;
    assert_eq!(world.find_product(&edit).await, Some(newer));
    world.committed(|changes| changes.delete(removal.clone())).await;
    assert_eq!(world.find_product(&removal).await, None);
}

async fn a_requirement_that_holds_writes_nothing(world: World) {
    let (required, other) = (world.product_with(Stock::Untracked).await, world.product(3).await);
    let newer = world
        .committed(|changes| {
            changes.require(required.clone());
            changes.update(other.clone(), edited(&other, 9))
        })
        .await;
    assert_eq!(world.find_product(&required).await, Some(required));
    assert_eq!(world.find_product(&other).await, Some(newer));
}

async fn a_requirement_holds_when_the_stock_moved(world: World) {
    let product = world.product(3).await;
    world.committed(|changes| changes.take_stock(product.clone(), quantity(2))).await;
    world.committed(|changes| changes.require(product.clone())).await;
}

async fn a_requirement_of_another_version_or_of_an_absent_product_is_stale(world: World) {
    let (first, other, gone) = (world.product(3).await, world.product(4).await, world.product(5).await);
    let second = update(&world, &first).await;
    let later = changed_product(&first, |stored| stored.version = Version::new(3));
    world.committed(|changes| changes.delete(gone.clone())).await;
    for read in [first, later, gone, world.new_product(Stock::Untracked)] {
        let result = world
            .commit(|changes| {
                changes.update(other.clone(), edited(&other, 9));
                changes.require(read.clone());
                world.record_about(changes, other.id());
            })
            .await;
        assert_conflict(&result, Conflict::Stale);
    }
    assert_eq!(world.find_product(&second).await, Some(second));
    assert_eq!(world.find_product(&other).await, Some(other));
    world.assert_no_events().await;
}

async fn stale_is_reported_before_exists(world: World) {
    let (present, absent) = (world.product(3).await, world.new_product(Stock::Units(3)));
    let stales = [
        staged(|changes| changes.delete(absent.clone())),
        staged(|changes| changes.require(absent.clone())),
        staged(|changes| changes.take_stock(absent.clone(), quantity(1))),
        staged(|changes| changes.return_stock(absent.clone(), quantity(1))),
        staged(|changes| {
            changes.update(absent.clone(), absent.clone());
        }),
    ];
    for mut changes in stales {
        changes.insert(present.clone());
        assert_conflict(&world.commit_staged(changes).await, Conflict::Stale);
    }
    assert_eq!(world.find_product(&present).await, Some(present));
}

async fn one_of_many_updates_of_a_version_wins(world: World) {
    let product = world.product(3).await;
    let stage = |racer: usize| {
        staged(|changes| {
            changes.update(product.clone(), edited(&product, racer.try_into().expect("the racers are few")));
            world.record_about(changes, product.id());
        })
    };
    let winner = only_winner(&world.race((0..RACERS).map(stage).collect()).await, Conflict::Stale);
    let found = world.find_product(&product).await.expect("the product is there");
    assert_eq!(found.stock().units(), winner.try_into().ok());
    assert_eq!(found.version(), Version::new(2));
    assert_eq!((world.all_events().await.len(), world.undelivered().await.len()), (1, 1), "the losers record nothing");
}

async fn a_product_is_either_edited_or_deleted(world: World) {
    for _ in 0..20 {
        let product = world.product(3).await;
        let mut newer = None;
        let edit = staged(|changes| newer = Some(changes.update(product.clone(), edited(&product, 9))));
        let deletion = staged(|changes| changes.delete(product.clone()));
        let winner = only_winner(&world.race(vec![edit, deletion]).await, Conflict::Stale);
        assert_eq!(world.find_product(&product).await, newer.filter(|_| winner == 0));
    }
}

/// Write skew: each writes what the other relies on, and no row is written by both.
async fn of_two_commits_that_require_what_the_other_writes_one_wins(world: World) {
    let mut pair = [world.product(3).await, world.product(3).await];
    for round in 0..ROUNDS {
        let stage = |written: &Product, required: &Product| {
            staged(|changes| {
                changes.update(written.clone(), written.clone());
                changes.require(required.clone());
            })
        };
        let [one, other] = &pair;
        let winner = only_winner(&world.race(vec![stage(one, other), stage(other, one)]).await, Conflict::Stale);
        pair[winner] = world.find_product(&pair[winner]).await.expect("the product is there");
        for product in &pair {
            assert_eq!(world.find_product(product).await.as_ref(), Some(product), "in round {round}");
        }
    }
    assert_eq!(pair[0].version().number() + pair[1].version().number(), 2 + ROUNDS);
}

async fn commits_that_require_the_same_product_all_succeed(world: World) {
    let product = world.product_with(Stock::Untracked).await;
    let stage = |_| {
        staged(|changes| {
            changes.require(product.clone());
            changes.insert(world.new_product(Stock::Untracked));
        })
    };
    for result in world.race((0..RACERS).map(stage).collect()).await {
        assert_committed(&result);
    }
    assert_eq!(world.products.list(None, u16::MAX).await.expect("the store answers").len(), RACERS + 1);
    assert_eq!(world.find_product(&product).await, Some(product));
}
