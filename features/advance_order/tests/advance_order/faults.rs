use std::sync::Arc;

use advance_order::{AdvanceOrder, AdvanceOrderError};
use application::{HasInteractor, Precondition};
use domain::OrderStatus;
use presentation::{Code, Problem};
use test_kit::{FAULTS, World, is_of_taken_id};

use crate::support::{admin, advance, placed, slice, stored};

#[actix_web::test]
async fn a_failure_is_reported_without_its_reasons_and_the_order_stays() {
    tokio::time::pause();
    for failure in FAULTS {
        let world = World::new();
        let (acting, cookie) = admin(&world).await;
        let (principal, _) = world.sign_in(&acting).await;
        let order = placed(&world, OrderStatus::Pending).await;
        world.store.set_fault(Some(failure.fault));
        let answer = advance(&world, &cookie, order.id(), OrderStatus::Processing).await;
        failure.assert_reported(&answer);
        let interactor: Arc<AdvanceOrder> = slice(&world).interactor();
        let failed = interactor.execute(&principal, order.id(), OrderStatus::Processing, &Precondition::Exists).await;
        let error = failed.unwrap_err();
        assert!(
            matches!(&error, AdvanceOrderError::Store(cause) if failure.is_cause_of(cause)),
            "{:?}: {error:?}",
            failure.fault
        );
        world.store.set_fault(None);
        assert_eq!((stored(&world, &order).await, world.store.events()), (order, vec![]));
    }
}

#[actix_web::test]
async fn an_id_that_exists_already_is_a_failure_and_no_retry() {
    let world = World::new();
    let (acting, _) = admin(&world).await;
    let (principal, _) = world.sign_in(&acting).await;
    let order = placed(&world, OrderStatus::Pending).await;
    let [next] = world.coming_ids();
    world.take_event_id(next).await;

    let interactor: Arc<AdvanceOrder> = slice(&world).interactor();
    let failed = interactor.execute(&principal, order.id(), OrderStatus::Processing, &Precondition::Exists).await;
    let error = failed.unwrap_err();
    assert!(matches!(&error, AdvanceOrderError::Store(cause) if is_of_taken_id(cause)), "{error:?}");
    assert_eq!(Problem::from(error).code(), Code::Internal);
    assert_eq!(stored(&world, &order).await, order);
}
