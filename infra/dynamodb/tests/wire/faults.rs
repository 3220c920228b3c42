//! Missing and invalid responses.

use std::time::{Duration, Instant};

use application::{Adjustments, AttemptsKey, CommitError, Quota, with_shared_timeout};
use dynamodb_store::Settings;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::json;

use crate::{
    case,
    server::settings,
    store::{Store, assert_unavailable, assert_unexpected, at, product, record, session, user},
    stub::{Reply, Stub},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![
        case(a_throttled_request_is_sent_again),
        case(a_request_that_is_throttled_for_good_is_unavailable_in_time),
        case(a_transaction_that_is_throttled_for_good_is_unavailable_in_time),
        case(a_silent_server_is_unavailable_in_time),
        case(a_server_that_hangs_up_is_asked_again_a_few_times),
        case(a_server_with_trouble_of_its_own_is_asked_again_a_few_times),
        case(an_absent_server_is_unavailable),
        case(a_request_that_is_wrong_is_unexpected_at_once),
        case(calls_of_one_request_share_its_deadline_wherever_the_server_falls_silent),
        case(an_absent_table_is_unavailable_at_once),
        case(a_saturated_store_is_unavailable_at_once),
        case(keys_that_were_not_read_are_requested_again),
        case(deletions_that_were_not_done_are_sent_again),
        case(a_commit_that_is_too_large_is_refused_and_not_sent),
    ]
}

/// The longest a call may take.
const SECONDS: Duration = Duration::from_secs(5);

fn store(stub: &Stub) -> Store {
    Store::new(&settings(&stub.url))
}

async fn a_throttled_request_is_sent_again() {
    for code in ["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"] {
        let stub = Stub::new(|number, _| if number < 5 { Reply::error(400, code) } else { Reply::nothing() }).await;
        assert_eq!(store(&stub).users.find(user(1).id()).await.unwrap(), None);
        assert_eq!(stub.operations(), ["GetItem"; 6]);
    }
}

async fn a_request_that_is_throttled_for_good_is_unavailable_in_time() {
    let stub = Stub::new(|_, _| Reply::error(400, "ThrottlingException")).await;
    let began = Instant::now();
    assert_unavailable(store(&stub).users.find(user(1).id()).await);
    assert!(began.elapsed() < SECONDS);
    assert!(stub.asked().len() > 8, "it was asked {} times", stub.asked().len());
}

async fn a_transaction_that_is_throttled_for_good_is_unavailable_in_time() {
    let commit = async |code: &'static str| {
        let stub = Stub::new(move |_, _| Reply::cancelled(&["None", code, "None"])).await;
        store(&stub).commit(|changes| changes.insert(user(1))).await
    };
    let began = Instant::now();
    let results =
        join_all(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"].into_iter().map(commit));
    for result in results.await {
        assert_unavailable(result);
    }
    assert!(began.elapsed() < SECONDS);
}

async fn a_silent_server_is_unavailable_in_time() {
    let stub = Stub::new(|_, _| Reply::Silence).await;
    let store = store(&stub);
    let began = Instant::now();
    let (read, commit) = tokio::join!(store.users.find(user(1).id()), store.commit(|changes| changes.insert(user(1))));
    assert!(began.elapsed() < SECONDS);
    assert_unavailable(read);
    assert_unavailable(commit);
    let tries = |operation: &str| stub.operations().into_iter().filter(|asked| asked == operation).count();
    assert_eq!((tries("GetItem"), tries("TransactWriteItems")), (3, 3));
}

async fn a_server_that_hangs_up_is_asked_again_a_few_times() {
    let stub = Stub::new(|number, _| if number < 2 { Reply::HangUp } else { Reply::nothing() }).await;
    assert_eq!(store(&stub).users.find(user(1).id()).await.unwrap(), None);
    let stub = Stub::new(|_, _| Reply::HangUp).await;
    assert_unavailable(store(&stub).users.find(user(1).id()).await);
    assert_eq!(stub.operations(), ["GetItem"; 3]);
}

async fn a_server_with_trouble_of_its_own_is_asked_again_a_few_times() {
    for trouble in [Reply::error(500, "InternalServerError"), Reply::Answer(503, "<html>busy</html>".to_owned())] {
        let first = trouble.clone();
        let stub = Stub::new(move |number, _| if number < 2 { first.clone() } else { Reply::nothing() }).await;
        assert_eq!(store(&stub).users.find(user(1).id()).await.unwrap(), None);
        let stub = Stub::new(move |_, _| trouble.clone()).await;
        assert_unavailable(store(&stub).users.find(user(1).id()).await);
        assert_eq!(stub.operations(), ["GetItem"; 3]);
    }
}

async fn an_absent_server_is_unavailable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let store = Store::new(&settings(&url));
    let began = Instant::now();
    assert_unavailable(store.users.find(user(1).id()).await);
    assert_unavailable(store.schema.status().await);
    assert_unavailable(store.schema.migrate().await);
    assert!(began.elapsed() < SECONDS);
}

async fn a_request_that_is_wrong_is_unexpected_at_once() {
    for code in ["ValidationException", "SerializationException"] {
        let stub = Stub::new(move |_, _| Reply::error(400, code)).await;
        assert_unexpected(store(&stub).users.find(user(1).id()).await);
        assert_eq!(stub.operations(), ["GetItem"]);
    }
}

/// The store calls of a log-in, whatever the result of each.
async fn log_in(store: &Store) -> Vec<bool> {
    let key = AttemptsKey::new("pair");
    let quota = Quota { key: key.clone(), limit: 10, window: SECONDS };
    let adjustments = Adjustments { clear: vec![key.clone()], ..Adjustments::default() };
    vec![
        store.attempts.read(&[key], at(1_000)).await.is_ok(),
        store.attempts.take(&[quota], at(1_000)).await.is_ok(),
        store.users.find(user(1).id()).await.is_ok(),
        store.commit(|changes| changes.insert(session(&user(1), 1))).await.is_ok(),
        store.attempts.settle(adjustments, at(1_000)).await.is_ok(),
    ]
}

async fn calls_of_one_request_share_its_deadline_wherever_the_server_falls_silent() {
    let requests = {
        let stub = Stub::new(|_, _| Reply::nothing()).await;
        assert_eq!(log_in(&store(&stub)).await, [true; 5]);
        stub.asked().len()
    };
    let silent_from = async |first: usize| {
        let stub = Stub::new(move |number, _| if number < first { Reply::nothing() } else { Reply::Silence }).await;
        let began = Instant::now();
        let calls = with_shared_timeout(log_in(&store(&stub))).await;
        assert!(began.elapsed() < SECONDS, "silent from {first} on, it took {:?}", began.elapsed());
        let succeeded = calls.iter().take_while(|succeeded| **succeeded).count();
        assert!(succeeded < 5 && !calls[succeeded..].contains(&true), "silent from {first} on: {calls:?}");
    };
    join_all((0..requests).map(silent_from)).await;
}

async fn an_absent_table_is_unavailable_at_once() {
    let stub = Stub::new(|_, _| Reply::error(400, "ResourceNotFoundException")).await;
    let store = store(&stub);
    assert_unavailable(store.users.find(user(1).id()).await);
    assert_unavailable(store.commit(|changes| changes.insert(user(1))).await);
    assert_eq!(stub.operations(), ["GetItem", "TransactWriteItems"]);
    let states = store.schema.status().await.unwrap();
    assert!(!states.is_empty() && states.iter().all(|state| !state.applied));
}

async fn a_saturated_store_is_unavailable_at_once() {
    let stub = Stub::new(|_, _| Reply::Silence).await;
    let one_at_a_time =
        Settings { max_connections: Some(1), acquire_timeout: Duration::from_millis(50), ..settings(&stub.url) };
    let store = Store::new(&one_at_a_time);
    let waiting = tokio::spawn({
        let store = store.clone();
        async move { store.users.find(user(1).id()).await }
    });
    while stub.asked().is_empty() {
        tokio::task::yield_now().await;
    }
    let began = Instant::now();
    assert_unavailable(store.users.find(user(2).id()).await);
    assert!(began.elapsed() < Duration::from_secs(1));
    waiting.abort();
}

async fn keys_that_were_not_read_are_requested_again() {
    let stub = Stub::new(|number, asked| {
        // No key at first, and then all.
        let left = if number < 2 { &asked.body["RequestItems"] } else { &json!({}) };
        Reply::json(&json!({"Responses": {}, "UnprocessedKeys": left}))
    })
    .await;
    let ids = [product(1, 1).id(), product(2, 1).id()];
    assert_eq!(store(&stub).products.find_all(&ids).await.unwrap(), []);
    assert_eq!(stub.operations(), ["BatchGetItem"; 3]);
    assert_eq!(stub.asked()[2].body, stub.asked()[0].body);
}

async fn deletions_that_were_not_done_are_sent_again() {
    let entry = json!({
        "pk": {"S": "OUTBOX#0"}, "sk": {"S": "00000000000000000001#00000000-0000-0000-0000-000000000007"},
        "id": {"S": "00000000-0000-0000-0000-000000000007"}, "kind": {"S": "UserCreated"},
        "subject_kind": {"S": "user"}, "subject_id": {"S": "00000000-0000-0000-0000-000000000001"},
        "at": {"N": "1000"}, "request_id": {"S": "test"}, "data": {"S": "{}"},
        "attempts": {"N": "0"}, "due_at": {"N": "1000"},
    });
    let stub = Stub::new(move |number, asked| match asked.operation.as_str() {
        "Query" if asked.body.to_string().contains("OUTBOX#0") => Reply::json(&json!({"Items": [entry]})),
        "Query" => Reply::json(&json!({"Items": []})),
        _ if number < 2 => Reply::json(&json!({"UnprocessedItems": asked.body["RequestItems"]})),
        _ => Reply::nothing(),
    })
    .await;
    let store = store(&stub);
    let entry = store.outbox.pending(None, 1).await.unwrap().remove(0);
    stub.forget();
    store.outbox.remove(&[entry.position]).await.unwrap();
    assert_eq!(stub.operations(), ["BatchWriteItem"; 3]);
    assert_eq!(stub.asked()[2].body, stub.asked()[0].body);
}

async fn a_commit_that_is_too_large_is_refused_and_not_sent() {
    let stub = Stub::new(|_, _| Reply::nothing()).await;
    let store = store(&stub);
    // Each is itself, its name and its entry in the list.
    let stage = |users: u128| {
        store.commit(move |changes| {
            for number in 1..=users {
                changes.insert(user(number));
            }
        })
    };
    assert_too_large(&stage(34).await);
    assert_eq!(stub.operations(), [""; 0]);
    stage(33).await.unwrap();
    assert_eq!(stub.operations(), ["TransactWriteItems"]);
    let events = store.commit(|changes| {
        for number in 1..=51 {
            record(changes, user(1).id(), number);
        }
    });
    assert_too_large(&events.await);
    assert_eq!(stub.operations(), ["TransactWriteItems"]);
}

fn assert_too_large(result: &Result<(), CommitError>) {
    assert!(matches!(result, Err(CommitError::TooLarge { operations: 103, most: 100 })), "{result:?}");
}
