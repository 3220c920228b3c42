//! The sample that a store is filled with.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
};

use application::{
    Event, EventKind, HasInteractor, OrderQuery, Orders, Repository, Security, Services, Subject, UserOrder, UserQuery,
    Users, Work,
};
use domain::{Order, OrderStatus, Product, Stock, User};
use memory_store::Fault;
use seed_store::{Progress, SeedError, SeedPlan, SeedStore};
use shaku::module;
use test_kit::World;

module! {
    Slice {
        components = [SeedStore],
        providers = [],
        use dyn Security { components = [dyn application::Passwords], providers = [] },
        use dyn Services { components = [dyn Work], providers = [] }
    }
}

fn plan(products: u32, users: u32, orders: u32, seed: u64) -> SeedPlan {
    let numbers = [("products", products), ("users", users), ("orders", orders)].into();
    SeedPlan { numbers, seed, password: "a password for all".into() }
}

async fn fill(world: &World, plan: SeedPlan) -> Result<Vec<Progress>, SeedError> {
    let slice = Slice::builder(world.security.clone(), world.services.clone()).build();
    let seed_store: Arc<SeedStore> = slice.interactor();
    let reported = Mutex::new(Vec::new());
    seed_store.execute(&world.caller(), plan, &|progress| reported.lock().unwrap().push(progress)).await?;
    Ok(reported.into_inner().unwrap())
}

async fn products(world: &World) -> Vec<Product> {
    let products: Arc<dyn Repository<Product>> = world.persistence.resolve();
    products.list(None, u16::MAX).await.unwrap()
}

async fn users(world: &World) -> Vec<User> {
    let users: Arc<dyn Users> = world.persistence.resolve();
    let (order, direction) = (UserOrder::CreatedAt(None), application::Direction::Ascending);
    users.list(UserQuery { role: None, status: None, order, direction }, u16::MAX).await.unwrap()
}

async fn orders(world: &World) -> Vec<Order> {
    let orders: Arc<dyn Orders> = world.persistence.resolve();
    orders.list(OrderQuery::default(), None, u16::MAX).await.unwrap()
}

#[tokio::test]
async fn a_store_is_filled_as_planned_and_progress_is_reported_to_the_end() {
    let world = World::new();
    let reported = fill(&world, plan(500, 60, 300, 1)).await.unwrap();
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
async fn a_usual_sample_has_all_of_each_kind() {
    let world = World::new();
    let numbers: HashMap<_, _> = SeedPlan::kinds().map(|kind| (kind.name, kind.usual)).collect();
    let total = numbers.values().copied().map(u64::from).sum();
    let reported = fill(&world, SeedPlan { numbers, ..plan(0, 0, 0, 1) }).await.unwrap();
    assert_eq!(reported.last(), Some(&Progress { stored: total, total }));
}

#[tokio::test]
async fn the_same_seed_makes_the_same_things_and_another_makes_others() {
    let (one, again, other) = (World::new(), World::new(), World::new());
    for (world, seed) in [(&one, 7), (&again, 7), (&other, 8)] {
        fill(world, plan(100, 30, 50, seed)).await.unwrap();
    }
    assert_eq!(products(&one).await, products(&again).await);
    assert_eq!(orders(&one).await, orders(&again).await);
    let names = |users: Vec<User>| users.iter().map(|user| user.username().clone()).collect::<Vec<_>>();
    assert_eq!(names(users(&one).await), names(users(&again).await));
    assert_ne!(products(&one).await, products(&other).await);
    // Both fit into one store.
    fill(&one, plan(100, 30, 50, 8)).await.unwrap();
    assert_eq!(products(&one).await.len(), 200);
}

#[tokio::test]
async fn every_entity_has_its_events_and_none_is_published() {
    let world = World::new();
    fill(&world, plan(120, 10, 80, 3)).await.unwrap();
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
    let outbox: Arc<dyn application::Outbox> = world.persistence.resolve();
    assert_eq!(outbox.pending(None, 10).await.unwrap(), []);
}

#[tokio::test]
async fn a_seed_that_was_used_is_reported() {
    let world = World::new();
    fill(&world, plan(10, 5, 5, 1)).await.unwrap();
    for repeated in [plan(10, 5, 5, 1), plan(3, 0, 0, 1)] {
        assert!(matches!(fill(&world, repeated).await, Err(SeedError::SeededBefore)));
    }
    assert_eq!(products(&world).await.len(), 10);
}

#[tokio::test]
async fn orders_need_products_and_users() {
    let world = World::new();
    for impossible in [plan(0, 5, 1, 1), plan(5, 0, 1, 1)] {
        let refusal = fill(&world, impossible).await.unwrap_err();
        assert_eq!(refusal.to_string(), "orders need products and users: request at least one of each");
    }
    assert_eq!(fill(&world, plan(0, 0, 0, 1)).await.unwrap(), []);
    assert_eq!(world.store.events(), []);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_does_not_answer_for_a_moment_is_asked_again() {
    let world = World::new();
    world.store.set_fault(Some(Fault::CommitsUnavailable));
    let filling = fill(&world, plan(100, 0, 0, 1));
    let healing = async {
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        world.store.set_fault(None);
    };
    assert!(tokio::join!(filling, healing).0.is_ok());
    assert_eq!(products(&world).await.len(), 100);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_does_not_answer_is_reported() {
    let world = World::new();
    world.store.set_fault(Some(Fault::CommitsUnavailable));
    assert!(matches!(fill(&world, plan(10, 0, 0, 1)).await, Err(SeedError::Store(_))));
    world.store.set_fault(Some(Fault::CommitsStale));
    assert!(matches!(fill(&world, plan(10, 0, 0, 1)).await, Err(SeedError::Unexpected(_))));
}
