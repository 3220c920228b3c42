use std::sync::Arc;

use application::{
    Conflict, EventData, EventId, EventKind, Expectation, Ids, StoreError, Subject, UniqueValue, WorkError,
};
use cancel_order::{CancelOrder, CancelOrderError};
use memory_store::{Fault, fakes::SequentialIds};
use presentation::{Code, Problem};
use shaku::HasComponent;
use test_kit::World;

use crate::support::{buyer, cancel, slice, stored};

#[actix_web::test]
async fn what_fails_is_told_without_its_reasons_and_the_order_stays() {
    type Expected = fn(&CancelOrderError) -> bool;
    let unavailable: Expected =
        |error| matches!(error, CancelOrderError::Work(WorkError::Store(StoreError::Unavailable(_))));
    let broken: Expected = |error| matches!(error, CancelOrderError::Work(WorkError::Store(StoreError::Broken(_))));
    let contended: Expected = |error| matches!(error, CancelOrderError::Work(WorkError::Contended));
    tokio::time::pause();
    for (fault, expected, status, code, retry_after) in [
        (Fault::Unavailable, unavailable, 503, "unavailable", "1"),
        (Fault::CommitsUnavailable, unavailable, 503, "unavailable", "1"),
        (Fault::Broken, broken, 500, "internal", ""),
        (Fault::CommitsStale, contended, 409, "conflict", ""),
    ] {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let (principal, _) = world.sign_in(&user).await;
        let tea = world.product("Tea").await;
        let placed = world.order(&user, &[(&tea, 4)]).await;
        world.store.set_fault(Some(fault));
        let answer = cancel(&world, &cookie, placed.id()).await;
        answer.assert_problem(status, code);
        assert_eq!(answer.header("retry-after"), retry_after, "{fault:?}");
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        let interactor: Arc<dyn CancelOrder> = slice(&world).resolve();
        let error = interactor.execute(&principal, placed.id(), &Expectation::Exists).await.unwrap_err();
        assert!(expected(&error), "{fault:?}: {error:?}");
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
    let mut changes = world.changes();
    let made = world.fakes.ids.next();
    let next = (1..).map(SequentialIds::nth).skip_while(|id| *id != made).nth(1).unwrap();
    changes.record(EventId::new(next), EventKind::SessionStarted, Subject::User(user.id()), EventData::new());
    world.commit(changes).await;

    let interactor: Arc<dyn CancelOrder> = slice(&world).resolve();
    let error = interactor.execute(&principal, placed.id(), &Expectation::Exists).await.unwrap_err();
    let exists = Conflict::Exists(UniqueValue::Id);
    assert!(
        matches!(&error, CancelOrderError::Work(WorkError::Unexpected(conflict)) if *conflict == exists),
        "{error:?}"
    );
    assert_eq!(Problem::from(error).code(), Code::Internal);
    assert_eq!(stored(&world, &placed).await, placed);
}
