use std::sync::Arc;

use application::{
    Fingerprint, HasInteractor, IdempotencyKey, IdempotencyRecord, IdempotencyScope, IdempotentOperation, StoreError,
};
use domain::{Basket, Order, OrderId};
use memory_store::fakes::SequentialIds;
use place_order::{PlaceOrder, PlaceOrderError};
use presentation::{Code, Problem};
use test_kit::{FAULTS, World, is_of_taken_id};

use crate::support::{basket, buyer, order, order_under, orders, slice};

#[actix_web::test]
async fn a_failure_is_reported_without_its_reasons_and_nothing_is_ordered() {
    tokio::time::pause();
    for failure in FAULTS {
        let world = World::new();
        let (user, cookie) = buyer(&world).await;
        let (principal, _) = world.sign_in(&user).await;
        let tea = world.product("Tea").await;
        world.store.set_fault(Some(failure.fault));
        for answer in [
            order(&world, &cookie, &basket([(&tea, 1)])).await,
            order_under(&world, &cookie, "a-key", &basket([(&tea, 1)])).await,
        ] {
            failure.assert_reported(&answer);
        }
        let interactor: Arc<PlaceOrder> = slice(&world).interactor();
        let wanted = Basket::parse(&[(tea.id(), 1)]).unwrap();
        let error = interactor.execute(&principal, &wanted, None).await.unwrap_err();
        assert!(
            matches!(&error, PlaceOrderError::Store(cause) if failure.is_cause_of(cause)),
            "{:?}: {error:?}",
            failure.fault
        );
        world.store.set_fault(None);
        assert_eq!((orders(&world).await, world.store.events()), (vec![], vec![]));
        assert_eq!(world.stock_of(&tea).await, Some(10));
        // The key is still unused.
        assert_eq!(order_under(&world, &cookie, "a-key", &basket([(&tea, 2)])).await.status, 201);
    }
}

#[actix_web::test]
async fn a_record_without_its_order_is_a_failure() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let tea = world.product("Tea").await;
    let mut changes = world.changes();
    let wanted = Basket::parse(&[(tea.id(), 1)]).unwrap();
    let product = tea.id().as_uuid();
    changes.insert_idempotency_record(IdempotencyRecord {
        scope: IdempotencyScope {
            user: user.id(),
            operation: IdempotentOperation::named("place_order"),
            key: IdempotencyKey::parse(b"a-key").unwrap(),
        },
        fingerprint: Fingerprint::of([product.as_bytes().as_slice(), &1_u32.to_be_bytes()]),
        resource_id: SequentialIds::nth(1_000),
        expires_at: world.now().after(IdempotencyRecord::LIFETIME),
    });
    world.commit(changes).await;
    order_under(&world, &cookie, "a-key", &basket([(&tea, 1)])).await.assert_problem(500, "internal");

    let (principal, _) = world.sign_in(&user).await;
    let interactor: Arc<PlaceOrder> = slice(&world).interactor();
    let key = IdempotencyKey::parse(b"a-key").unwrap();
    let error = interactor.execute(&principal, &wanted, Some(key)).await.unwrap_err();
    assert!(matches!(error, PlaceOrderError::Store(StoreError::Unexpected(_))), "{error:?}");
    assert_eq!((orders(&world).await, world.stock_of(&tea).await), (vec![], Some(10)));
}

#[actix_web::test]
async fn an_id_that_exists_already_is_a_failure_and_no_retry() {
    let world = World::new();
    let (user, _) = buyer(&world).await;
    let (principal, _) = world.sign_in(&user).await;
    let tea = world.product("Tea").await;
    let wanted = Basket::parse(&[(tea.id(), 1)]).unwrap();
    let mut changes = world.changes();
    let next: [_; 2] = world.coming_ids();
    let taken = Order::place(OrderId::new(next[0]), user.id(), &wanted, std::slice::from_ref(&tea), world.now());
    changes.insert(taken.unwrap());
    world.commit(changes).await;
    world.take_event_id(next[1]).await;

    let interactor: Arc<PlaceOrder> = slice(&world).interactor();
    let error = interactor.execute(&principal, &wanted, None).await.unwrap_err();
    assert!(matches!(&error, PlaceOrderError::Store(cause) if is_of_taken_id(cause)), "{error:?}");
    assert_eq!(Problem::from(error).code(), Code::Internal);
    assert_eq!(world.stock_of(&tea).await, Some(10));
}
