use std::sync::Arc;

use application::{Ids, OrderAccess, StoreError};
use domain::{Money, Order, OrderId, OrderStatus, Role, StoredOrder, User, UserStatus, Version};
use memory_store::{Fault, fakes::SequentialIds};

use crate::bench::Bench;

async fn order(bench: &Bench, user: &User) -> Order {
    let order = Order::from_stored(StoredOrder {
        id: OrderId::new(bench.fakes.ids.next()),
        user_id: user.id(),
        items: Vec::new(),
        total: Money { amount: 250, currency: "EUR".parse().unwrap() },
        status: OrderStatus::Pending,
        created_at: bench.now(),
        updated_at: bench.now(),
        version: Version::FIRST,
    });
    bench.commit(|changes| changes.insert(order.clone())).await;
    order
}

fn access(bench: &Bench) -> Arc<dyn OrderAccess> {
    bench.services.resolve()
}

#[tokio::test]
async fn the_owner_and_admins_find_an_order_and_nobody_else_does() {
    let bench = Bench::new();
    let owner = bench.user("ada.lovelace", Role::User).await;
    let order = order(&bench, &owner).await;
    let access = access(&bench);
    assert_eq!(access.find(&owner, order.id()).await.unwrap(), Some(order.clone()));
    for (name, role, found) in [
        ("charles.babbage", Role::User, None),
        ("acting.admin", Role::Admin, Some(&order)),
        ("super.admin", Role::SuperAdmin, Some(&order)),
    ] {
        let actor = bench.user(name, role).await;
        assert_eq!(access.find(&actor, order.id()).await.unwrap().as_ref(), found, "{role}");
        let unknown = OrderId::new(SequentialIds::nth(1_000));
        assert_eq!(access.find(&actor, unknown).await.unwrap(), None, "{role}");
    }
}

#[tokio::test]
async fn whose_account_is_closed_finds_nothing() {
    let bench = Bench::new();
    for role in [Role::User, Role::SuperAdmin] {
        let owner = bench.user(&format!("owner.{}", role.as_str().replace('_', "-")), role).await;
        let order = order(&bench, &owner).await;
        bench.alter(&owner, |user| user.status = UserStatus::Inactive).await;
        let closed = bench.stored_user(&owner).await;
        assert_eq!(access(&bench).find(&closed, order.id()).await.unwrap(), None, "{role}");
    }
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_reported_and_is_no_absence() {
    let bench = Bench::new();
    let owner = bench.user("ada.lovelace", Role::User).await;
    let order = order(&bench, &owner).await;
    bench.store.set_fault(Some(Fault::Unavailable));
    let error = access(&bench).find(&owner, order.id()).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
}
