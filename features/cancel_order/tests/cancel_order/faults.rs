use std::sync::Arc;

use application::{HasInteractor, Precondition};
use cancel_order::{CancelOrder, CancelOrderError};
use presentation::{Code, Problem};
use test_kit::{FAULTS, World, is_of_taken_id};

use crate::support::{buyer, cancel, slice, stored};

#[actix_web::test]
async fn a_failure_is_reported_without_its_reasons_and_the_order_stays() {
    tokio::time::pause();
    for failure in FAULTS {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let (principal, _) = world.sign_in(&user).await;
        let tea = world.product("Tea").await;
        let placed = world.order(&user, &[(&tea, 4)]).await;
        world.store.set_fault(Some(failure.fault));
        let answer = cancel(&world, &cookie, placed.id()).await;
        failure.assert_reported(&answer);
        let interactor: Arc<CancelOrder> = slice(&world).interactor();
        let error = interactor.execute(&principal, placed.id(), &Precondition::Exists).await.unwrap_err();
        assert!(
            matches!(&error, CancelOrderError::Store(cause) if failure.is_cause_of(cause)),
            "{:?}: {error:?}",
            failure.fault
        );
        world.store.set_fault(None);
        assert_eq!((stored(&world, &placed).await, world.store.events()), (placed, vec![]));
        assert_eq!(world.stock_of(&tea).await, Some(6));
    }
}

#[actix_web::test]
async fn an_id_that_exists_already_is_a_failure_and_no_retry() {
    let world = World::new();
    let (user, _) = buyer(&world).await;
    let (principal, _) = world.sign_in(&user).await;
    let placed = world.order(&user, &[(&world.product("Tea").await, 4)]).await;
    let [next] = world.coming_ids();
    world.take_event_id(next).await;

    let interactor: Arc<CancelOrder> = slice(&world).interactor();
    let error = interactor.execute(&principal, placed.id(), &Precondition::Exists).await.unwrap_err();
    assert!(matches!(&error, CancelOrderError::Store(cause) if is_of_taken_id(cause)), "{error:?}");
    assert_eq!(Problem::from(error).code(), Code::Internal);
    assert_eq!(stored(&world, &placed).await, placed);
}
