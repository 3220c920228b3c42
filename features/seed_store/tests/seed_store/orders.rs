//! Products, and orders of them.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use application::{Event, EventKind, OrderQuery, Orders, Repository, Subject};
use domain::{Order, OrderStatus, Product, Stock};
use seed_store::{Progress, SeedPlan};
use test_kit::World;

use super::{fill, plan, users};

fn of_all(products: u32, users: u32, orders: u32, seed: u64) -> SeedPlan {
    plan([("products", products), ("users", users), ("orders", orders)], seed)
}

async fn products(world: &World) -> Vec<Product> {
    let products: Arc<dyn Repository<Product>> = world.persistence.resolve();
    products.list(None, u16::MAX).await.unwrap()
}

async fn orders(world: &World) -> Vec<Order> {
    let orders: Arc<dyn Orders> = world.persistence.resolve();
    orders.list(OrderQuery::default(), None, u16::MAX).await.unwrap()
}

#[tokio::test]
async fn a_store_is_filled_as_planned_and_progress_is_reported_to_the_end() {
    let world = World::new();
    let reported = fill(&world, of_all(500, 60, 300, 1)).await.unwrap();
    assert_eq!(reported.last(), Some(&Progress { stored: 860, total: 860 }));
    assert!(reported.is_sorted_by_key(|progress| progress.stored) && reported.len() > 10);
    let (products, users, orders) = (products(&world).await, users(&world).await, orders(&world).await);
    assert_eq!((products.len(), users.len(), orders.len()), (500, 60, 300));
    assert!(products.iter().any(|product| product.price().is_none()));
    assert!(products.iter().any(|product| product.stock() == Stock::Untracked));
    let names: HashSet<_> = products.iter().map(|product| product.name().as_str()).collect();
    assert!(names.len() > 400, "most products have a name of their own: {}", names.len());
    let statuses: HashSet<OrderStatus> = orders.iter().map(Order::status).collect();
    assert_eq!(statuses, OrderStatus::ALL.iter().copied().collect());
    let known: HashSet<_> = products.iter().map(Product::id).collect();
    for order in &orders {
        assert!(users.iter().any(|user| user.id() == order.user_id()));
        assert!(order.items().iter().all(|item| known.contains(&item.product_id)));
        let total: u64 =
            order.items().iter().map(|item| item.unit_price.money().amount * u64::from(item.quantity)).sum();
        assert_eq!(order.total().amount, total);
    }
}

#[tokio::test]
async fn the_same_seed_makes_the_same_orders_and_another_makes_others() {
    let (one, again, other) = (World::new(), World::new(), World::new());
    for (world, seed) in [(&one, 7), (&again, 7), (&other, 8)] {
        fill(world, of_all(100, 30, 50, seed)).await.unwrap();
    }
    assert_eq!(products(&one).await, products(&again).await);
    assert_eq!(orders(&one).await, orders(&again).await);
    assert_ne!(products(&one).await, products(&other).await);
    // Both fit into one store.
    fill(&one, of_all(100, 30, 50, 8)).await.unwrap();
    assert_eq!(products(&one).await.len(), 200);
}

#[tokio::test]
async fn every_product_and_order_has_its_events() {
    let world = World::new();
    fill(&world, of_all(120, 10, 80, 3)).await.unwrap();
    let mut of: HashMap<Subject, Vec<Event>> = HashMap::new();
    for event in world.store.events() {
        of.entry(event.subject).or_default().push(event);
    }
    for product in products(&world).await {
        assert_eq!(test_kit::kinds(&of[&product.id().into()]), [EventKind::ProductCreated]);
    }
    for order in orders(&world).await {
        let mut events = of[&order.id().into()].clone();
        events.sort_by_key(|event| (event.at, event.id));
        assert_eq!(events.len(), usize::try_from(order.version().number()).unwrap());
        assert_eq!(events[0].kind, EventKind::OrderPlaced);
        assert_eq!(events[0].at, order.created_at());
        assert_eq!(events.last().unwrap().at, order.updated_at());
        assert_eq!(
            events.iter().any(|event| event.kind == EventKind::OrderCancelled),
            order.status() == OrderStatus::Cancelled
        );
    }
}

#[tokio::test]
async fn orders_need_products_and_users() {
    let world = World::new();
    for impossible in [of_all(0, 5, 1, 1), of_all(5, 0, 1, 1)] {
        let refusal = fill(&world, impossible).await.unwrap_err();
        assert_eq!(refusal.to_string(), "orders need products and users: request at least one of each");
    }
    assert_eq!(world.store.events(), []);
}
