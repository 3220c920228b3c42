use std::sync::Arc;

use application::{EventKind, HasInteractor, Precondition};
use cancel_order::{CancelOrder, CancelOrderError};
use domain::{NotCancellable, OrderStatus, Role};
use test_kit::{World, kinds};
use tokio::sync::Barrier;

use crate::support::{slice, stored};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_cancellations_at_once_one_succeeds_and_the_others_are_refused_as_cancelled() {
    for round in 0..10 {
        let world = World::new();
        let owner = world.user("ada.lovelace", Role::User).await;
        let admin = world.user("acting.admin", Role::Admin).await;
        let tea = world.product("Tea").await;
        let placed = world.order(&owner, &[(&tea, 4)]).await;
        let (interactor, start): (Arc<CancelOrder>, _) = (slice(&world).interactor(), Arc::new(Barrier::new(50)));
        let mut tasks = Vec::new();
        for number in 0..50 {
            let (principal, _) = world.sign_in(if number % 2 == 0 { &owner } else { &admin }).await;
            let (interactor, start, id) = (interactor.clone(), start.clone(), placed.id());
            tasks.push(tokio::spawn(async move {
                start.wait().await;
                interactor.execute(&principal, id, &Precondition::Exists).await
            }));
        }
        let mut cancelled = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(order) => {
                    cancelled += 1;
                    assert_eq!(order, stored(&world, &placed).await);
                }
                Err(CancelOrderError::NotCancellable(NotCancellable { status: OrderStatus::Cancelled })) => {}
                Err(error) => panic!("round {round}: {error:?}"),
            }
        }
        assert_eq!(cancelled, 1, "round {round}");
        assert_eq!(world.stock_of(&tea).await, Some(10));
        assert_eq!(kinds(&world.store.events()), [EventKind::OrderCancelled]);
    }
}
