//! The number of requests that calls take.

use application::{CommitError, Conflict, IdempotencyRecord, LiveSessions, OrderQuery};
use domain::Quantity;
use dynamodb_store::Settings;
use libtest_mimic::Trial;

use crate::{
    server::settings,
    server_case,
    store::{Store, at, placed_order, product, record, session, user},
    stub::{Reply, Stub},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![
        server_case(a_session_is_checked_by_one_request),
        server_case(a_product_is_got_by_one_request),
        server_case(an_order_is_placed_by_two_requests),
        server_case(an_order_is_cancelled_by_two_requests),
        server_case(a_log_in_is_written_by_one_request),
        server_case(a_stale_commit_takes_one_request),
        server_case(a_page_of_orders_takes_a_request_for_each_partition_and_one_for_the_orders),
        server_case(migrating_an_up_to_date_store_takes_one_request),
    ]
}

/// A store on a new table, behind a server that counts.
async fn counted(server: &str) -> (Store, Stub) {
    let settings = settings(server);
    Store::new(&settings).schema.migrate().await.unwrap();
    let stub = Stub::before(server, |_, _| Reply::Forward).await;
    let settings = Settings { url: settings.url.replace(server, &stub.url), ..settings };
    (Store::new(&settings), stub)
}

async fn a_session_is_checked_by_one_request(server: String) {
    let (store, stub) = counted(&server).await;
    let (user, session) = (user(1), session(&user(1), 1));
    store
        .commit(|changes| {
            changes.insert(user.clone());
            changes.insert(session.clone());
        })
        .await
        .unwrap();
    stub.forget();
    let found = store.sessions.find_with_user(user.id(), session.secret_hash()).await.unwrap();
    assert_eq!(found, Some((session.clone(), user.clone())));
    assert_eq!(stub.operations(), ["BatchGetItem"]);
    let request = stub.asked().remove(0).body;
    let table = request["RequestItems"].as_object().unwrap().values().next().unwrap().clone();
    assert_eq!(table["ConsistentRead"], true);
    stub.forget();
    let live = LiveSessions { user: user.id(), epoch: user.session_epoch(), now: at(2_000) };
    assert_eq!(store.sessions.list_live(live, None, 10).await.unwrap(), [session]);
    assert_eq!(stub.operations(), ["Query"]);
    assert_eq!(stub.asked()[0].body["ConsistentRead"], true);
    assert!(stub.asked()[0].body.get("IndexName").is_none());
}

async fn a_product_is_got_by_one_request(server: String) {
    let (store, stub) = counted(&server).await;
    store.commit(|changes| changes.insert(product(1, 5))).await.unwrap();
    stub.forget();
    assert_eq!(store.products.find(product(1, 5).id()).await.unwrap(), Some(product(1, 5)));
    assert_eq!(stub.operations(), ["GetItem"]);
    assert_eq!(stub.asked()[0].body["ConsistentRead"], true);
}

async fn an_order_is_placed_by_two_requests(server: String) {
    let (store, stub) = counted(&server).await;
    store.commit(|changes| changes.insert(user(1))).await.unwrap();
    let ids: Vec<_> = (1..=50).map(|number| product(number, 9).id()).collect();
    for first in [1, 26] {
        let fill = |changes: &mut application::Changes| {
            for number in first..first + 25 {
                changes.insert(product(number, 9));
            }
        };
        store.commit(fill).await.unwrap();
    }
    stub.forget();
    let mut products = store.products.find_all(&ids).await.unwrap();
    products.sort_by_key(domain::Product::id);
    let placed = placed_order(1, &user(1), &products);
    store
        .commit(|changes| {
            for product in &products {
                changes.take_stock(product.clone(), Quantity::parse(1).unwrap());
            }
            changes.require(user(1));
            changes.insert(placed.clone());
            changes.insert_idempotency_record(record_of(&placed));
            record(changes, placed.id(), 1);
        })
        .await
        .unwrap();
    assert_eq!(stub.operations(), ["BatchGetItem", "TransactWriteItems"]);
    assert_eq!(store.orders.find(placed.id()).await.unwrap(), Some(placed));
}

fn record_of(order: &domain::Order) -> IdempotencyRecord {
    use application::{Fingerprint, IdempotencyKey, IdempotencyScope, IdempotentOperation};
    let key = IdempotencyKey::parse(b"key").unwrap();
    IdempotencyRecord {
        scope: IdempotencyScope { user: order.user_id(), operation: IdempotentOperation::named("do_once"), key },
        fingerprint: Fingerprint::new([7; 32]),
        resource_id: order.id().as_uuid(),
        expires_at: at(9_000),
    }
}

async fn an_order_is_cancelled_by_two_requests(server: String) {
    let (store, stub) = counted(&server).await;
    let (product, placed) = (product(1, 5), placed_order(1, &user(1), &[product(1, 5)]));
    store
        .commit(|changes| {
            changes.insert(product.clone());
            changes.insert(placed.clone());
        })
        .await
        .unwrap();
    stub.forget();
    let read = store.orders.find(placed.id()).await.unwrap().unwrap();
    let mut cancelled = read.clone();
    cancelled.cancel(at(2_000)).unwrap();
    store
        .commit(|changes| {
            changes.return_stock(product, Quantity::parse(1).unwrap());
            changes.update(read, cancelled);
            record(changes, placed.id(), 1);
        })
        .await
        .unwrap();
    assert_eq!(stub.operations(), ["GetItem", "TransactWriteItems"]);
}

async fn a_log_in_is_written_by_one_request(server: String) {
    let (store, stub) = counted(&server).await;
    store.commit(|changes| changes.insert(user(1))).await.unwrap();
    stub.forget();
    let mut rehashed = user(1);
    rehashed.rehash_password(domain::PasswordHash::new("newer".to_owned()));
    store
        .commit(|changes| {
            let rehashed = changes.update(user(1), rehashed);
            changes.insert(session(&rehashed, 1));
            record(changes, rehashed.id(), 1);
        })
        .await
        .unwrap();
    assert_eq!(stub.operations(), ["TransactWriteItems"]);
}

async fn a_stale_commit_takes_one_request(server: String) {
    let (store, stub) = counted(&server).await;
    store.commit(|changes| changes.insert(product(1, 5))).await.unwrap();
    store.commit(|changes| changes.update(product(1, 5), product(1, 6))).await.unwrap();
    stub.forget();
    let stale = store.commit(|changes| changes.update(product(1, 5), product(1, 7))).await;
    assert!(matches!(stale, Err(CommitError::Conflict(Conflict::Stale))), "{stale:?}");
    assert_eq!(stub.operations(), ["TransactWriteItems"]);
}

async fn a_page_of_orders_takes_a_request_for_each_partition_and_one_for_the_orders(server: String) {
    let (store, stub) = counted(&server).await;
    for number in 1..=5 {
        let placed = placed_order(number, &user(1), &[product(1, 1)]);
        store.commit(|changes| changes.insert(placed)).await.unwrap();
    }
    stub.forget();
    assert_eq!(store.order_lists.list(OrderQuery::default(), None, 3).await.unwrap().len(), 3);
    assert_eq!(stub.operations(), ["Query", "Query", "Query", "Query", "BatchGetItem"]);
    stub.forget();
    let own = OrderQuery { user: Some(user(1).id()), status: None };
    assert_eq!(store.order_lists.list(own, None, 3).await.unwrap().len(), 3);
    assert_eq!(stub.operations(), ["Query", "BatchGetItem"]);
    assert_eq!(stub.asked()[0].body["ConsistentRead"], true);
}

async fn migrating_an_up_to_date_store_takes_one_request(server: String) {
    let (store, stub) = counted(&server).await;
    assert_eq!(store.schema.migrate().await.unwrap(), [""; 0]);
    assert_eq!(stub.operations(), ["GetItem"]);
}
