use application::{OrderQuery, Position};
use domain::{Order, OrderId, OrderStatus, Product, Stock, UserId};
use uuid::Uuid;

use super::case;
use crate::{
    Case, World,
    world::{at, changed_order, in_status},
};

use OrderStatus::{Cancelled, Delivered, Pending, Processing, Shipped};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(orders_are_listed_newest_first_and_by_descending_id_within_a_moment),
        case(every_order_is_listed_with_its_items),
        case(only_orders_that_the_query_lets_through_are_listed),
        case(pages_of_any_size_add_up_to_the_list_whatever_is_filtered),
        case(pages_are_stable_while_orders_are_placed),
        case(an_order_is_listed_under_its_new_status_at_its_old_position),
        case(a_position_of_no_order_is_as_good_as_any),
        case(an_empty_list_and_an_empty_page_are_empty),
    ]
}

const ALL: OrderQuery = OrderQuery { user: None, status: None };

async fn list(world: &World, query: OrderQuery, after: Option<&Order>, limit: u16) -> Vec<Order> {
    world.order_lists.list(query, after.map(Position::from), limit).await.expect("the store answers")
}

/// Every order of `query` behind `collected`, read in pages of `limit` and appended to `collected`.
async fn collect(world: &World, query: OrderQuery, limit: u16, mut collected: Vec<Order>) -> Vec<Order> {
    loop {
        let page = list(world, query, collected.last(), limit).await;
        assert!(page.len() <= usize::from(limit));
        assert!(collected.last().is_none_or(|last| !page.contains(last)), "a page begins behind its position");
        if page.is_empty() {
            return collected;
        }
        collected.extend(page);
    }
}

/// An order of this many items, stored, placed at this moment.
async fn order_of(world: &World, user: UserId, millis: i64, status: OrderStatus, items: usize) -> Order {
    let products: Vec<Product> = (0..items).map(|_| world.new_product(Stock::Untracked)).rev().collect();
    let order = changed_order(&world.new_order(user, &products), |stored| {
        stored.created_at = at(millis);
        stored.updated_at = at(9_000 - millis);
        stored.status = status;
    });
    world.committed(|changes| changes.insert(order.clone())).await;
    order
}

/// Orders of two users in every status, with ids and times in different sequences, newest first.
async fn various_orders(world: &World) -> (Vec<Order>, [UserId; 2]) {
    let (alice, bobby) = (UserId::new(world.uuid()), UserId::new(world.uuid()));
    let mut orders = Vec::new();
    for (user, millis, status) in [
        (alice, 5_000, Pending),
        (bobby, 3_000, Pending),
        (alice, 4_000, Processing),
        (alice, 3_000, Shipped),
        (bobby, 3_000, Cancelled),
        (alice, 3_000, Pending),
        (bobby, 1_000, Delivered),
        (alice, 5_000, Cancelled),
        (alice, 2_000, Pending),
        (bobby, 5_000, Pending),
    ] {
        orders.push(order_of(world, user, millis, status, 2).await);
    }
    sort(&mut orders);
    (orders, [alice, bobby])
}

/// Newest first.
fn sort(orders: &mut [Order]) {
    orders.sort_by_key(|order| std::cmp::Reverse(Position::from(order)));
}

/// Every query, with the orders of `orders` that it matches.
fn queries(orders: &[Order], users: [UserId; 2], nobody: UserId) -> Vec<(OrderQuery, Vec<Order>)> {
    let users = [None, Some(users[0]), Some(users[1]), Some(nobody)];
    let statuses = [None, Some(Pending), Some(Processing), Some(Shipped), Some(Delivered), Some(Cancelled)];
    let passing = |user: Option<UserId>, status: Option<OrderStatus>| {
        let passes = |order: &&Order| {
            user.is_none_or(|user| user == order.user_id()) && status.is_none_or(|status| status == order.status())
        };
        (OrderQuery { user, status }, orders.iter().filter(passes).cloned().collect())
    };
    users.into_iter().flat_map(|user| statuses.map(|status| passing(user, status))).collect()
}

async fn orders_are_listed_newest_first_and_by_descending_id_within_a_moment(world: World) {
    let user = UserId::new(world.uuid());
    let early = order_of(&world, user, 1_000, Pending, 1).await;
    let mut expected = vec![order_of(&world, user, 3_000, Pending, 1).await];
    for id in [u128::MAX, 1 << 127, 0xff00, 0x7f, 1] {
        let order = changed_order(&world.new_order(user, &[world.new_product(Stock::Untracked)]), |stored| {
            stored.id = OrderId::new(Uuid::from_u128(id));
            stored.created_at = at(2_000);
        });
        world.committed(|changes| changes.insert(order.clone())).await;
        expected.push(order);
    }
    expected.push(early);
    assert_eq!(list(&world, ALL, None, 100).await, expected);
}

async fn every_order_is_listed_with_its_items(world: World) {
    let user = UserId::new(world.uuid());
    let mut expected = Vec::new();
    for (millis, items) in (1..).zip([50, 1, 7, 49, 2]) {
        expected.push(order_of(&world, user, millis, Pending, items).await);
    }
    sort(&mut expected);
    assert_eq!(list(&world, ALL, None, 100).await, expected);
    assert_eq!(list(&world, OrderQuery { user: Some(user), ..ALL }, None, 3).await, expected[..3]);
}

async fn only_orders_that_the_query_lets_through_are_listed(world: World) {
    let (orders, users) = various_orders(&world).await;
    for (query, passing) in queries(&orders, users, UserId::new(world.uuid())) {
        assert_eq!(list(&world, query, None, 100).await, passing, "{query:?}");
    }
}

async fn pages_of_any_size_add_up_to_the_list_whatever_is_filtered(world: World) {
    let (orders, users) = various_orders(&world).await;
    for (query, passing) in queries(&orders, users, UserId::new(world.uuid())) {
        for limit in [1, 2, 3, 4, 10, 11] {
            let collected = collect(&world, query, limit, Vec::new()).await;
            assert_eq!(collected, passing, "{query:?} in pages of {limit}");
        }
    }
}

async fn pages_are_stable_while_orders_are_placed(world: World) {
    let (orders, [alice, _]) = various_orders(&world).await;
    let first_page = list(&world, ALL, None, 3).await;
    assert_eq!(first_page, orders[..3]);
    order_of(&world, alice, 9_000, Pending, 1).await;
    let late_to_appear = order_of(&world, alice, 500, Pending, 1).await;
    let expected: Vec<Order> = orders.into_iter().chain([late_to_appear]).collect();
    assert_eq!(collect(&world, ALL, 2, first_page).await, expected);
}

async fn an_order_is_listed_under_its_new_status_at_its_old_position(world: World) {
    let (mut orders, [alice, bobby]) = various_orders(&world).await;
    let index = orders.iter().position(|order| order.status() == Shipped).expect("there is one");
    let (read, newer) = (orders[index].clone(), in_status(&orders[index], Delivered));
    orders[index] = world.committed(|changes| changes.update(read, newer)).await;
    for (query, passing) in queries(&orders, [alice, bobby], UserId::new(world.uuid())) {
        assert_eq!(list(&world, query, None, 100).await, passing, "{query:?}");
    }
    assert_eq!(list(&world, OrderQuery { status: Some(Shipped), ..ALL }, None, 100).await, []);
    let delivered = OrderQuery { user: Some(alice), status: Some(Delivered) };
    assert_eq!(list(&world, delivered, None, 100).await, orders[index..=index]);
}

async fn a_position_of_no_order_is_as_good_as_any(world: World) {
    let user = UserId::new(world.uuid());
    let older = order_of(&world, user, 10, Pending, 1).await;
    let orders = [order_of(&world, user, 20, Pending, 1).await, older];
    for (moment, expected) in [(25, &orders[..]), (15, &orders[1..]), (5, &[])] {
        let nobody = changed_order(&orders[0], |stored| {
            stored.id = OrderId::new(world.uuid());
            stored.created_at = at(moment);
        });
        for query in [ALL, OrderQuery { user: Some(user), status: Some(Pending) }] {
            assert_eq!(list(&world, query, Some(&nobody), 10).await, expected);
        }
    }
}

async fn an_empty_list_and_an_empty_page_are_empty(world: World) {
    assert_eq!(list(&world, ALL, None, 10).await, []);
    let order = world.order().await;
    assert_eq!(list(&world, ALL, None, 0).await, []);
    assert_eq!(list(&world, ALL, Some(&order), 10).await, []);
}
