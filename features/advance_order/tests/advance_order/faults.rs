use std::sync::Arc;

use advance_order::{AdvanceOrder, AdvanceOrderError};
use application::{
    Actor, Conflict, Event, EventData, EventId, EventKind, Expectation, StoreError, Subject, UniqueValue,
};
use domain::OrderStatus;
use presentation::{Code, Problem};
use shaku::HasComponent;
use test_kit::{FAULTS, World};

use crate::support::{admin, advance, placed, slice, stored};

#[actix_web::test]
async fn what_fails_is_told_without_its_reasons_and_the_order_stays() {
    tokio::time::pause();
    for told in FAULTS {
        let world = World::new();
        let (acting, cookie) = admin(&world).await;
        let (principal, _) = world.sign_in(&acting).await;
        let order = placed(&world, OrderStatus::Pending).await;
        world.store.set_fault(Some(told.fault));
        let answer = advance(&world, &cookie, order.id(), OrderStatus::Processing).await;
        told.assert_told(&answer);
        let interactor: Arc<dyn AdvanceOrder> = slice(&world).resolve();
        let failed = interactor.execute(&principal, order.id(), OrderStatus::Processing, &Expectation::Exists).await;
        let error = failed.unwrap_err();
        assert!(
            matches!(&error, AdvanceOrderError::Store(cause) if told.is_cause_of(cause)),
            "{:?}: {error:?}",
            told.fault
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
    let mut changes = world.changes();
    let [next] = world.coming_ids();
    let event = Event {
        id: EventId::new(next),
        kind: EventKind::SessionStarted,
        subject: Subject::User(acting.id()),
        actor: Actor::Operator,
        at: world.now(),
        request_id: principal.caller.request_id.clone(),
        data: EventData::new(),
    };
    changes.record_event(event);
    world.commit(changes).await;

    let interactor: Arc<dyn AdvanceOrder> = slice(&world).resolve();
    let failed = interactor.execute(&principal, order.id(), OrderStatus::Processing, &Expectation::Exists).await;
    let error = failed.unwrap_err();
    let exists = Conflict::Exists(UniqueValue::Id).to_string();
    assert!(
        matches!(&error, AdvanceOrderError::Store(StoreError::Broken(cause)) if cause.to_string() == exists),
        "{error:?}"
    );
    assert_eq!(Problem::from(error).code(), Code::Internal);
    assert_eq!(stored(&world, &order).await, order);
}
