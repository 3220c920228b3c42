//! The sample that a store is filled with.

mod orders;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use application::{EventKind, HasInteractor, Security, Services, UserOrder, UserQuery, Users, Work};
use domain::User;
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

/// A plan for these numbers of entities of each kind.
fn plan<const N: usize>(numbers: [(&'static str, u32); N], seed: u64) -> SeedPlan {
    SeedPlan { numbers: numbers.into(), seed, password: "a password for all".into() }
}

/// A plan for this number of users.
fn of_users(users: u32, seed: u64) -> SeedPlan {
    plan([("users", users)], seed)
}

async fn fill(world: &World, plan: SeedPlan) -> Result<Vec<Progress>, SeedError> {
    let slice = Slice::builder(world.security.clone(), world.services.clone()).build();
    let seed_store: Arc<SeedStore> = slice.interactor();
    let reported = Mutex::new(Vec::new());
    seed_store.execute(&world.caller(), plan, &|progress| reported.lock().unwrap().push(progress)).await?;
    Ok(reported.into_inner().unwrap())
}

async fn users(world: &World) -> Vec<User> {
    let users: Arc<dyn Users> = world.persistence.resolve();
    let (order, direction) = (UserOrder::CreatedAt(None), application::Direction::Ascending);
    users.list(UserQuery { role: None, status: None, order, direction }, u16::MAX).await.unwrap()
}

#[tokio::test]
async fn a_usual_sample_has_all_of_each_kind() {
    let world = World::new();
    let numbers: HashMap<_, _> = SeedPlan::kinds().map(|kind| (kind.name, kind.usual)).collect();
    let total = numbers.values().copied().map(u64::from).sum();
    let reported = fill(&world, SeedPlan { numbers, ..of_users(0, 1) }).await.unwrap();
    assert_eq!(reported.last(), Some(&Progress { stored: total, total }));
}

#[tokio::test]
async fn a_seed_that_was_used_is_reported() {
    let world = World::new();
    fill(&world, of_users(10, 1)).await.unwrap();
    for repeated in [of_users(10, 1), of_users(3, 1)] {
        assert!(matches!(fill(&world, repeated).await, Err(SeedError::SeededBefore)));
    }
    assert_eq!(users(&world).await.len(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_does_not_answer_for_a_moment_is_asked_again() {
    let world = World::new();
    world.store.set_fault(Some(Fault::CommitsUnavailable));
    let filling = fill(&world, of_users(100, 1));
    let healing = async {
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        world.store.set_fault(None);
    };
    assert!(tokio::join!(filling, healing).0.is_ok());
    assert_eq!(users(&world).await.len(), 100);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_does_not_answer_is_reported() {
    let world = World::new();
    world.store.set_fault(Some(Fault::CommitsUnavailable));
    assert!(matches!(fill(&world, of_users(10, 1)).await, Err(SeedError::Store(_))));
    world.store.set_fault(Some(Fault::CommitsStale));
    assert!(matches!(fill(&world, of_users(10, 1)).await, Err(SeedError::Unexpected(_))));
}

#[tokio::test]
async fn users_are_stored_with_their_events_and_progress_is_reported_to_the_end() {
    let world = World::new();
    let reported = fill(&world, of_users(600, 1)).await.unwrap();
    assert_eq!(reported.last(), Some(&Progress { stored: 600, total: 600 }));
    assert!(reported.is_sorted_by_key(|progress| progress.stored) && reported.len() > 10);
    let users = users(&world).await;
    assert_eq!(users.len(), 600);
    let events = world.store.events();
    for user in users {
        let of_user = events.iter().filter(|event| event.subject == user.id().into());
        assert_eq!(of_user.map(|event| event.kind).collect::<Vec<_>>(), [EventKind::UserCreated]);
    }
    let outbox: Arc<dyn application::Outbox> = world.persistence.resolve();
    assert_eq!(outbox.pending(None, 10).await.unwrap(), [], "none is published");
}

#[tokio::test]
async fn the_same_seed_makes_the_same_users_and_another_makes_others() {
    let (one, again, other) = (World::new(), World::new(), World::new());
    for (world, seed) in [(&one, 7), (&again, 7), (&other, 8)] {
        fill(world, of_users(30, seed)).await.unwrap();
    }
    let names = |users: Vec<User>| users.iter().map(|user| user.username().clone()).collect::<Vec<_>>();
    assert_eq!(names(users(&one).await), names(users(&again).await));
    assert_ne!(names(users(&one).await), names(users(&other).await));
    // Both fit into one store.
    fill(&one, of_users(30, 8)).await.unwrap();
    assert_eq!(users(&one).await.len(), 60);
}

#[tokio::test]
async fn of_nothing_there_is_nothing() {
    let world = World::new();
    assert_eq!(fill(&world, of_users(0, 1)).await.unwrap(), []);
    assert_eq!(world.store.events(), []);
}
