//! Requests that took effect and whose response was lost.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use application::{AttemptsKey, CommitError, Conflict, Quota, StoreError};
use domain::{Quantity, Stock};
use dynamodb_store::Settings;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use uuid::Uuid;

use crate::{
    server::settings,
    server_case,
    store::{Store, at, placed_order, product, record, user},
    stub::{Reply, Stub},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![
        server_case(a_commit_whose_answer_is_lost_is_made_once),
        server_case(an_attempt_whose_answer_is_lost_is_counted_once),
        server_case(a_lease_whose_answer_is_lost_is_acquired),
        server_case(buyers_on_a_bad_line_leave_nothing_half_done_and_nothing_done_twice),
    ]
}

/// The store of `settings` behind a server that loses the first response to this operation, and that server.
async fn losing(server: &str, settings: &Settings, operation: &'static str) -> (Store, Stub) {
    let is_lost = AtomicBool::new(false);
    let stub = Stub::before(server, move |_, asked| {
        let loses = asked.operation == operation && !is_lost.swap(true, Ordering::Relaxed);
        if loses { Reply::ForwardAndHangUp } else { Reply::Forward }
    })
    .await;
    let settings = Settings { url: settings.url.replace(server, &stub.url), ..settings.clone() };
    (Store::new(&settings), stub)
}

/// The same, with a new table.
async fn losing_of_new(server: &str, operation: &'static str) -> (Store, Stub) {
    let settings = settings(server);
    Store::new(&settings).schema.migrate().await.unwrap();
    losing(server, &settings, operation).await
}

async fn a_commit_whose_answer_is_lost_is_made_once(server: String) {
    let settings = settings(&server);
    let direct = Store::new(&settings);
    direct.schema.migrate().await.unwrap();
    direct.commit(|changes| changes.insert(product(1, 10))).await.unwrap();
    let (store, stub) = losing(&server, &settings, "TransactWriteItems").await;
    store
        .commit(|changes| {
            changes.update(product(1, 10), product(1, 7));
            // The item exists, which is no conflict with itself.
            changes.insert(product(2, 5));
            record(changes, product(2, 5).id(), 7);
        })
        .await
        .unwrap();
    assert_eq!(stub.operations(), ["TransactWriteItems"; 2]);
    let found = direct.products.find(product(1, 10).id()).await.unwrap();
    assert_eq!(found.map(|product| product.stock()), Some(Stock::Units(7)));
    assert_eq!(direct.events_about(product(2, 5).id()).await.len(), 1);
    assert_eq!(direct.undelivered().await.len(), 1);
}

async fn an_attempt_whose_answer_is_lost_is_counted_once(server: String) {
    let (store, stub) = losing_of_new(&server, "TransactWriteItems").await;
    let quota = Quota { key: AttemptsKey::new("key"), limit: 5, window: Duration::from_mins(1) };
    let taken = store.attempts.take(std::slice::from_ref(&quota), at(1_000)).await.unwrap();
    assert_eq!(taken, Ok(()));
    assert_eq!(stub.operations(), ["BatchGetItem", "TransactWriteItems", "TransactWriteItems"]);
    let made = store.attempts.read(&[quota.key], at(1_000)).await.unwrap();
    assert_eq!(made[0].map(|made| made.count), Some(1));
}

async fn a_lease_whose_answer_is_lost_is_acquired(server: String) {
    let (store, stub) = losing_of_new(&server, "PutItem").await;
    assert!(store.outbox.acquire(Uuid::from_u128(1), at(1_000), at(2_000)).await.unwrap());
    assert_eq!(stub.operations(), ["PutItem"; 2]);
    assert!(!store.outbox.acquire(Uuid::from_u128(2), at(1_000), at(2_000)).await.unwrap());
}

/// One in three requests is dropped, gets no response, or takes effect and gets no response.
async fn buyers_on_a_bad_line_leave_nothing_half_done_and_nothing_done_twice(server: String) {
    let settings = settings(&server);
    let direct = Store::new(&settings);
    direct.schema.migrate().await.unwrap();
    direct.commit(|changes| changes.insert(product(1, 30))).await.unwrap();
    let stub = Stub::before(&server, |_, asked| match fastrand::u8(..12) {
        0 => Reply::HangUp,
        1 => Reply::ForwardAndHangUp,
        2 => Reply::error(400, "ThrottlingException"),
        3 if asked.operation == "TransactWriteItems" => {
            let operations = asked.body["TransactItems"].as_array().unwrap().len();
            Reply::cancelled(&vec!["TransactionConflict"; operations])
        }
        _ => Reply::Forward,
    })
    .await;
    let store = Store::new(&Settings { url: settings.url.replace(&server, &stub.url), ..settings });
    let buy = |number: u128| {
        let store = store.clone();
        let placed = placed_order(number, &user(number), &[product(1, 30)]);
        tokio::spawn(async move {
            let bought = store.commit(|changes| {
                changes.take_stock(product(1, 30), Quantity::parse(1).unwrap());
                changes.insert(placed.clone());
                record(changes, placed.id(), number);
            });
            (bought.await, placed)
        })
    };
    let mut orders = 0;
    for bought in join_all((1..=50).map(buy)).await {
        let (bought, placed) = bought.unwrap();
        let is_there = direct.orders.find(placed.id()).await.unwrap().is_some();
        match bought {
            Ok(()) => assert!(is_there),
            Err(CommitError::Conflict(conflict)) => assert_eq!((conflict, is_there), (Conflict::Stale, false)),
            // Both results are possible.
            Err(CommitError::Store(StoreError::Unavailable(_))) => {}
            Err(error) => panic!("the commit gave {error:?}"),
        }
        assert_eq!(direct.events_about(placed.id()).await.len(), usize::from(is_there));
        orders += u64::from(is_there);
    }
    let left = direct.products.find(product(1, 30).id()).await.unwrap().unwrap().stock();
    assert_eq!(left, Stock::Units(30 - orders));
    assert_eq!(direct.undelivered().await.len(), usize::try_from(orders).unwrap());
}
