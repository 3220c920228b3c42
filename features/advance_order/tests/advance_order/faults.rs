use std::sync::Arc;

use advance_order::{AdvanceOrder, AdvanceOrderError};
use application::{
    Conflict, EventData, EventId, EventKind, Expectation, Ids, StoreError, Subject, UniqueValue, WorkError,
};
use domain::OrderStatus;
use memory_store::{Fault, fakes::SequentialIds};
use presentation::{Code, Problem};
use shaku::HasComponent;
use test_kit::World;

use crate::support::{admin, advance, placed, slice, stored};

#[actix_web::test]
async fn what_fails_is_told_without_its_reasons_and_the_order_stays() {
    type Expected = fn(&AdvanceOrderError) -> bool;
    let unavailable: Expected =
        |error| matches!(error, AdvanceOrderError::Work(WorkError::Store(StoreError::Unavailable(_))));
    let broken: Expected = |error| matches!(error, AdvanceOrderError::Work(WorkError::Store(StoreError::Broken(_))));
    let contended: Expected = |error| matches!(error, AdvanceOrderError::Work(WorkError::Contended));
    tokio::time::pause();
    for (fault, expected, status, code, retry_after) in [
        (Fault::Unavailable, unavailable, 503, "unavailable", "1"),
        (Fault::CommitsUnavailable, unavailable, 503, "unavailable", "1"),
        (Fault::Broken, broken, 500, "internal", ""),
        (Fault::CommitsStale, contended, 409, "conflict", ""),
    ] {
        let world = World::new();
        let (acting, cookie) = admin(&world).await;
        let (principal, _) = world.sign_in(&acting).await;
        let order = placed(&world, OrderStatus::Pending).await;
        world.store.set_fault(Some(fault));
        let answer = advance(&world, &cookie, order.id(), OrderStatus::Processing).await;
        answer.assert_problem(status, code);
        assert_eq!(answer.header("retry-after"), retry_after, "{fault:?}");
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        let interactor: Arc<dyn AdvanceOrder> = slice(&world).resolve();
        let failed = interactor.execute(&principal, order.id(), OrderStatus::Processing, &Expectation::Exists).await;
        let error = failed.unwrap_err();
        assert!(expected(&error), "{fault:?}: {error:?}");
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
    let mut changes = world.changes();
    let made = world.fakes.ids.next();
    let next = (1..).map(SequentialIds::nth).skip_while(|id| *id != made).nth(1).unwrap();
    changes.record(EventId::new(next), EventKind::SessionStarted, Subject::User(acting.id()), EventData::new());
    world.commit(changes).await;

    let interactor: Arc<dyn AdvanceOrder> = slice(&world).resolve();
    let failed = interactor.execute(&principal, order.id(), OrderStatus::Processing, &Expectation::Exists).await;
    let error = failed.unwrap_err();
    let exists = Conflict::Exists(UniqueValue::Id);
    assert!(
        matches!(&error, AdvanceOrderError::Work(WorkError::Unexpected(conflict)) if *conflict == exists),
        "{error:?}"
    );
    assert_eq!(Problem::from(error).code(), Code::Internal);
    assert_eq!(stored(&world, &order).await, order);
}
