//! A server that responds and refuses every request: the error says why, and the store recovers without a restart.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use application::{ErrorChain, StoreError};
use libtest_mimic::Trial;
use serde_json::json;

use crate::{
    case,
    server::settings,
    store::{Store, assert_unavailable, user},
    stub::{Reply, Stub},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![
        case(credentials_that_are_refused_are_looked_for_again_and_heal),
        case(rights_that_are_missing_and_tables_that_are_not_ready_are_unavailable_until_they_are_there),
        case(a_commit_that_is_not_allowed_is_unavailable),
        case(readiness_meets_what_writes_would_meet),
    ]
}

fn store(stub: &Stub) -> Store {
    Store::new(&settings(&stub.url))
}

/// The log's text for a store that is unavailable.
fn reason<T>(result: Result<T, StoreError>) -> String {
    match result {
        Err(error @ StoreError::Unavailable(_)) => ErrorChain(&error).to_string(),
        Err(error) => panic!("{error:?} is not unavailable"),
        Ok(_) => panic!("the store is available"),
    }
}

/// A server that refuses everything with this code and message, until it is switched.
async fn refusing(code: &'static str, message: &'static str) -> (Stub, Arc<AtomicBool>) {
    let refuses = Arc::new(AtomicBool::new(true));
    let refusing = Arc::clone(&refuses);
    let kind = format!("com.amazonaws.dynamodb.v20120810#{code}");
    let refusal = json!({"__type": kind, "message": message}).to_string();
    let stub = Stub::new(move |_, _| {
        if refusing.load(Ordering::Relaxed) { Reply::Answer(400, refusal.clone()) } else { Reply::nothing() }
    })
    .await;
    (stub, refuses)
}

async fn credentials_that_are_refused_are_looked_for_again_and_heal() {
    for code in ["ExpiredTokenException", "UnrecognizedClientException", "InvalidSignatureException"] {
        let (stub, refuses) = refusing(code, "The security token included in the request is expired").await;
        let store = store(&stub);
        let text = reason(store.users.find(user(1).id()).await);
        for part in [code, "is expired", "renew the keys, the token or the role"] {
            assert!(text.contains(part), "{text}");
        }
        // The second time by a client that had looked for credentials again.
        assert_eq!((stub.operations(), stub.connections()), (vec!["GetItem".to_owned(); 2], 2));
        refuses.store(false, Ordering::Relaxed);
        assert_eq!(store.users.find(user(1).id()).await.unwrap(), None);
    }
}

async fn rights_that_are_missing_and_tables_that_are_not_ready_are_unavailable_until_they_are_there() {
    for (code, message, advice) in [
        ("AccessDeniedException", "User: x is not authorized to perform: dynamodb:GetItem", "operations guide"),
        ("ResourceNotFoundException", "Requested resource not found", "tranche migrate up"),
        ("ResourceInUseException", "Table is being created", "tranche migrate up"),
        ("ValidationException", "The table does not have the specified index: by_time", "lacks an index"),
        ("ValidationException", "Cannot read from backfilling global secondary index: by_time", "is being filled"),
    ] {
        let (stub, refuses) = refusing(code, message).await;
        let store = store(&stub);
        let text = reason(store.users.find(user(1).id()).await);
        for part in ["`tranche-tests-", code, message, advice] {
            assert!(text.contains(part), "{text}");
        }
        assert_eq!(stub.operations(), ["GetItem"], "a retry would not help");
        refuses.store(false, Ordering::Relaxed);
        assert_eq!(store.users.find(user(1).id()).await.unwrap(), None);
    }
}

async fn a_commit_that_is_not_allowed_is_unavailable() {
    let (stub, refuses) = refusing("AccessDeniedException", "no").await;
    let store = store(&stub);
    assert_unavailable(store.commit(|changes| changes.insert(user(1))).await);
    refuses.store(false, Ordering::Relaxed);
    store.commit(|changes| changes.insert(user(1))).await.unwrap();
}

async fn readiness_meets_what_writes_would_meet() {
    let writable = Arc::new(AtomicBool::new(false));
    let may_write = Arc::clone(&writable);
    let stub = Stub::new(move |_, asked| match asked.operation.as_str() {
        "GetItem" => {
            let applied = json!({"BOOL": true});
            Reply::json(&json!({"Item": {
                "d20261124_000001_create_table": applied,
                "d20261130_000002_index_actors": applied,
            }}))
        }
        // The item does not exist, as it must be.
        _ if may_write.load(Ordering::Relaxed) => Reply::error(400, "ConditionalCheckFailedException"),
        _ => Reply::error(400, "AccessDeniedException"),
    })
    .await;
    let store = store(&stub);
    let text = reason(store.schema.status().await);
    assert!(text.contains("AccessDeniedException"), "{text}");
    writable.store(true, Ordering::Relaxed);
    assert!(store.schema.status().await.unwrap().iter().all(|state| state.applied));
    assert_eq!(stub.operations(), ["GetItem", "UpdateItem", "GetItem", "UpdateItem"]);
    let condition = &stub.asked()[3].body["ConditionExpression"];
    assert_eq!(condition, "attribute_exists(#pk)", "nothing is written");
}
