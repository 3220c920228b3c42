use std::sync::Arc;

use advance_order::{AdvanceOrder, AdvanceOrderError};
use application::{EventKind, HasInteractor, Precondition};
use domain::{InvalidTransition, OrderStatus, Role, StoredUser, UserStatus};
use serde_json::json;
use test_kit::{World, kinds};
use tokio::sync::Barrier;

use crate::support::{admin, advance, advance_if, placed, slice, stored};

#[actix_web::test]
async fn an_order_that_moves_meanwhile_is_checked_by_its_present_status() {
    for (meanwhile, allowed) in [
        (OrderStatus::Processing, json!(["shipped"])),
        (OrderStatus::Shipped, json!(["delivered"])),
        (OrderStatus::Cancelled, json!([])),
    ] {
        let world = World::new();
        let (_, cookie) = admin(&world).await;
        let order = placed(&world, OrderStatus::Pending).await;
        let (competitor, there) = world.order_alteration(&order, meanwhile);
        let raced = world.overtaken_by([competitor]);
        let answer = advance(&raced, &cookie, order.id(), OrderStatus::Processing).await;
        answer.assert_problem(422, "invalid-transition");
        assert_eq!(answer.body["allowed"], allowed);
        assert_eq!((stored(&world, &order).await, world.store.events()), (there, vec![]));
    }
}

#[actix_web::test]
async fn an_order_that_is_written_meanwhile_and_stays_where_it_is_goes_on_from_there() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let order = placed(&world, OrderStatus::Pending).await;
    let (competitor, there) = world.order_alteration(&order, OrderStatus::Pending);
    let raced = world.overtaken_by([competitor]);
    assert_eq!(advance(&raced, &cookie, order.id(), OrderStatus::Processing).await.status, 200);
    let after = stored(&world, &order).await;
    assert_eq!((after.status(), after.version()), (OrderStatus::Processing, there.version().next()));
}

#[actix_web::test]
async fn what_was_presumed_must_hold_when_it_is_committed() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let order = placed(&world, OrderStatus::Pending).await;
    let (competitor, there) = world.order_alteration(&order, OrderStatus::Pending);
    let raced = world.overtaken_by([competitor]);
    let answer = advance_if(&raced, &cookie, order.id(), OrderStatus::Processing, "\"1\"").await;
    answer.assert_problem(412, "precondition-failed");
    assert_eq!((stored(&world, &order).await, world.store.events()), (there, vec![]));
}

#[actix_web::test]
async fn an_admin_who_loses_the_role_meanwhile_advances_nothing() {
    let losses: [fn(&mut StoredUser); 2] = [|user| user.role = Role::User, |user| user.status = UserStatus::Inactive];
    for lose in losses {
        let world = World::new();
        let (acting, cookie) = admin(&world).await;
        let order = placed(&world, OrderStatus::Pending).await;
        let raced = world.overtaken_by([world.alteration(&acting, lose).0]);
        advance(&raced, &cookie, order.id(), OrderStatus::Processing).await.assert_problem(403, "forbidden");
        assert_eq!((stored(&world, &order).await, world.store.events()), (order, vec![]));
    }
}

#[actix_web::test]
async fn a_change_of_the_actor_that_leaves_the_right_is_no_obstacle() {
    let world = World::new();
    let (acting, cookie) = admin(&world).await;
    let order = placed(&world, OrderStatus::Pending).await;
    let raced = world.overtaken_by([world.alteration(&acting, |user| user.role = Role::SuperAdmin).0]);
    assert_eq!(advance(&raced, &cookie, order.id(), OrderStatus::Processing).await.status, 200);
    assert_eq!(stored(&world, &order).await.status(), OrderStatus::Processing);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_take_the_same_step_at_once_one_succeeds() {
    for round in 0..10 {
        let world = World::new();
        let (acting, _) = admin(&world).await;
        let order = placed(&world, OrderStatus::Pending).await;
        let (interactor, start): (Arc<AdvanceOrder>, _) = (slice(&world).interactor(), Arc::new(Barrier::new(20)));
        let mut tasks = Vec::new();
        for _ in 0..20 {
            let (principal, _) = world.sign_in(&acting).await;
            let (interactor, start, id) = (interactor.clone(), start.clone(), order.id());
            tasks.push(tokio::spawn(async move {
                start.wait().await;
                interactor.execute(&principal, id, OrderStatus::Processing, &Precondition::Exists).await
            }));
        }
        let mut advanced = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => advanced += 1,
                Err(AdvanceOrderError::InvalidTransition(error)) => {
                    let (from, to) = (OrderStatus::Processing, OrderStatus::Processing);
                    assert_eq!(error, InvalidTransition { from, to });
                }
                Err(error) => panic!("round {round}: {error:?}"),
            }
        }
        assert_eq!(advanced, 1, "round {round}");
        assert_eq!(kinds(&world.store.events()), [EventKind::OrderProcessingStarted]);
    }
}
