use std::{collections::HashSet, sync::Arc};

use application::{HasInteractor, IdempotencyKey};
use domain::{Basket, Role, Unplaceable};
use place_order::{PlaceOrder, PlaceOrderError};
use test_kit::World;
use tokio::sync::Barrier;

use crate::support::{orders, slice};

/// The results of `number` concurrent tasks that place this order, each with its own session of one user.
async fn at_once(
    world: &World,
    number: usize,
    basket: &Basket,
    key: Option<&str>,
) -> Vec<Result<domain::Order, PlaceOrderError>> {
    let interactor: Arc<PlaceOrder> = slice(world).interactor();
    let start = Arc::new(Barrier::new(number));
    let user = world.user("ada.lovelace", Role::User).await;
    let mut tasks = Vec::new();
    for _ in 0..number {
        let (principal, _) = world.sign_in(&user).await;
        let (interactor, start, basket) = (interactor.clone(), start.clone(), basket.clone());
        let key = key.map(|key| IdempotencyKey::parse(key.as_bytes()).unwrap());
        tasks.push(tokio::spawn(async move {
            start.wait().await;
            interactor.execute(&principal, &basket, key).await
        }));
    }
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_buyers_as_many_succeed_as_there_is() {
    for _ in 0..20 {
        let world = World::new();
        let tea = world.product("Tea").await;
        let results = at_once(&world, 16, &Basket::parse(&[(tea.id(), 1)]).unwrap(), None).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 10);
        for error in results.iter().filter_map(|result| result.as_ref().err()) {
            let sold_out = Unplaceable::InsufficientStock { line: 0, left: 0 };
            assert!(matches!(error, PlaceOrderError::Unplaceable(reason) if *reason == sold_out), "{error:?}");
        }
        assert_eq!((world.stock_of(&tea).await, orders(&world).await.len()), (Some(0), 10));
        assert_eq!(world.store.events().len(), 10);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_with_one_key_all_are_answered_with_one_order() {
    for units in [1, 6, 10] {
        let world = World::new();
        let tea = world.product("Tea").await;
        let results = at_once(&world, 20, &Basket::parse(&[(tea.id(), units)]).unwrap(), Some("a-key")).await;
        let answered: Vec<_> = results.into_iter().map(Result::unwrap).collect();
        assert_eq!(answered.iter().map(domain::Order::id).collect::<HashSet<_>>().len(), 1);
        assert_eq!(orders(&world).await, answered[..1]);
        assert_eq!(world.stock_of(&tea).await, Some(10 - units.unsigned_abs()));
        assert_eq!(world.store.events().len(), 1);
    }
}
