//! Transactions that are not made, and what a commit says of that.

use application::{Changes, CommitError, Conflict, UniqueValue};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::{
    case,
    server::settings,
    store::{Store, assert_broken, changes_at, order, product, record, session, user},
    stub::{Asked, Reply, Stub},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![
        case(the_conflict_is_that_of_the_condition_that_did_not_hold),
        case(stale_is_told_before_exists),
        case(a_transaction_that_others_are_in_the_way_of_is_made_again_under_the_same_token),
        case(every_commit_has_a_token_of_its_own),
        case(a_condition_is_not_judged_while_others_are_in_the_way),
        case(a_transaction_that_can_never_be_made_is_broken),
        case(a_stale_update_is_made_again_where_the_thing_stood_elsewhere),
        case(a_stale_update_stays_stale_where_the_thing_stood_as_presumed),
        case(every_name_is_a_placeholder),
    ]
}

/// Why a commit was not made.
async fn conflict(store: &Store, changes: Changes) -> Conflict {
    match store.work.commit(changes).await {
        Err(CommitError::Conflict(conflict)) => conflict,
        other => panic!("the commit gave {other:?}"),
    }
}

/// The operations of a transaction.
fn operations(asked: &Asked) -> Vec<Value> {
    asked.body["TransactItems"].as_array().unwrap().clone()
}

/// The partition of the item that an operation is about.
fn partition(operation: &Value) -> String {
    let operation = operation.as_object().unwrap().values().next().unwrap();
    let key = operation.get("Key").unwrap_or(&operation["Item"]);
    key["pk"]["S"].as_str().unwrap().to_owned()
}

/// A server that refuses the operations about partitions that begin like one of these.
async fn refusing(beginnings: &'static [&'static str]) -> Stub {
    Stub::new(|_, asked| {
        let code = |operation: &Value| {
            let is_meant = beginnings.iter().any(|beginning| partition(operation).starts_with(beginning));
            if is_meant { "ConditionalCheckFailed" } else { "None" }
        };
        match asked.operation.as_str() {
            "TransactWriteItems" => Reply::cancelled(&operations(asked).iter().map(code).collect::<Vec<_>>()),
            _ => Reply::nothing(),
        }
    })
    .await
}

fn everything() -> Changes {
    let mut changes = changes_at(1_000);
    changes.insert_user(user(1));
    changes.insert_session(session(&user(2), 1));
    changes.insert_product(product(3, 1));
    changes.take_stock(&product(4, 9), domain::Quantity::parse(1).unwrap());
    changes.insert_order(order(5, &user(1), &[product(3, 1)]));
    record(&mut changes, user(1).id(), 6);
    changes
}

async fn the_conflict_is_that_of_the_condition_that_did_not_hold() {
    const ID: Conflict = Conflict::Exists(UniqueValue::Id);
    let cases: [(&'static [&'static str], Conflict); 8] = [
        (&["USERNAMES#"], Conflict::Exists(UniqueValue::Username)),
        (&["USER#00000000-0000-0000-0000-000000000001"], ID),
        (&["SESSION#"], ID),
        (&["USER#00000000-0000-0000-0000-000000000002"], Conflict::Stale),
        (&["PRODUCT#00000000-0000-0000-0000-000000000003"], ID),
        (&["PRODUCT#00000000-0000-0000-0000-000000000004"], Conflict::Stale),
        (&["ORDER#"], ID),
        (&["EVENTS_OF#"], ID),
    ];
    for (refused, expected) in cases {
        let stub = refusing(refused).await;
        assert_eq!(conflict(&Store::new(&settings(&stub.url)), everything()).await, expected, "{refused:?}");
    }
}

async fn stale_is_told_before_exists() {
    let stub = refusing(&["USERNAMES#", "ORDER#", "PRODUCT#00000000-0000-0000-0000-000000000004"]).await;
    let store = Store::new(&settings(&stub.url));
    assert_eq!(conflict(&store, everything()).await, Conflict::Stale);
}

async fn a_transaction_that_others_are_in_the_way_of_is_made_again_under_the_same_token() {
    let stub = Stub::new(|number, asked| {
        let mut codes = vec!["None"; operations(asked).len()];
        codes[number % 3] = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"][number % 3];
        match number {
            0..6 => Reply::cancelled(&codes),
            // The one before was made after all, and is not through.
            6 => Reply::error(400, "TransactionInProgressException"),
            _ => Reply::nothing(),
        }
    })
    .await;
    Store::new(&settings(&stub.url)).work.commit(everything()).await.unwrap();
    let asked = stub.asked();
    assert_eq!(asked.len(), 8);
    assert!(asked.iter().all(|request| request.body == asked[0].body));
    assert_eq!(token(&asked[0]).len(), 36);
}

fn token(asked: &Asked) -> String {
    asked.body["ClientRequestToken"].as_str().unwrap().to_owned()
}

async fn every_commit_has_a_token_of_its_own() {
    let stub = Stub::new(|_, _| Reply::nothing()).await;
    let store = Store::new(&settings(&stub.url));
    for _ in 0..2 {
        store.work.commit(everything()).await.unwrap();
    }
    assert_ne!(token(&stub.asked()[0]), token(&stub.asked()[1]));
}

async fn a_condition_is_not_judged_while_others_are_in_the_way() {
    let stub = Stub::new(|number, _| match number {
        0 => Reply::cancelled(&["ConditionalCheckFailed", "None", "TransactionConflict"]),
        _ => Reply::cancelled(&["None", "None", "ConditionalCheckFailed"]),
    })
    .await;
    let mut changes = changes_at(1_000);
    changes.insert_product(product(1, 1));
    changes.require_user(&user(1));
    let told = conflict(&Store::new(&settings(&stub.url)), changes).await;
    assert_eq!((told, stub.asked().len()), (Conflict::Stale, 2));
}

async fn a_transaction_that_can_never_be_made_is_broken() {
    for code in ["ValidationError", "ItemCollectionSizeLimitExceeded", "SomethingNew"] {
        let stub = Stub::new(move |_, _| Reply::cancelled(&["ConditionalCheckFailed", code, "None"])).await;
        assert_broken(Store::new(&settings(&stub.url)).commit(|changes| changes.insert_user(user(1))).await);
        assert_eq!(stub.asked().len(), 1);
    }
}

/// A server that refuses the first transaction, and has a product that was made then.
async fn with_product_made_at(millis: i64) -> Stub {
    Stub::new(move |number, asked| match (asked.operation.as_str(), number) {
        ("TransactWriteItems", 0) => Reply::cancelled(&["ConditionalCheckFailed"]),
        ("TransactWriteItems", _) => Reply::nothing(),
        _ => {
            let key = "PRODUCT#00000000-0000-0000-0000-000000000001";
            let product = json!({
                "pk": {"S": key}, "sk": {"S": "-"}, "id": {"S": "00000000-0000-0000-0000-000000000001"},
                "name": {"S": "Tea"}, "created_at": {"N": millis.to_string()}, "updated_at": {"N": "1000"},
                "version": {"N": "1"},
            });
            Reply::json(&json!({"Responses": {"table": [product]}}))
        }
    })
    .await
}

async fn update_product(stub: &Stub) -> Result<(), CommitError> {
    let as_read = application::ProductAsRead { version: product(1, 1).version(), stock: None };
    let store = Store::new(&settings(&stub.url));
    store.commit(|changes| changes.update_product(product(1, 1), as_read, application::StockUpdate::Set)).await
}

async fn a_stale_update_is_made_again_where_the_thing_stood_elsewhere() {
    let stub = with_product_made_at(500).await;
    update_product(&stub).await.unwrap();
    assert_eq!(stub.operations(), ["TransactWriteItems", "BatchGetItem", "TransactWriteItems"]);
    let (first, second) = (&stub.asked()[0], &stub.asked()[2]);
    assert_eq!((operations(first).len(), operations(second).len()), (1, 3), "its entry in the list moves");
    assert_ne!(token(first), token(second));
}

async fn a_stale_update_stays_stale_where_the_thing_stood_as_presumed() {
    let stub = with_product_made_at(1_000).await;
    assert!(matches!(update_product(&stub).await, Err(CommitError::Conflict(Conflict::Stale))));
    assert_eq!(stub.operations(), ["TransactWriteItems", "BatchGetItem"]);
}

/// Names of attributes may be words of the language, and none of ours is worth looking up.
async fn every_name_is_a_placeholder() {
    let stub = Stub::new(|_, _| Reply::nothing()).await;
    let store = Store::new(&settings(&stub.url));
    store.work.commit(everything()).await.unwrap();
    let as_read = application::ProductAsRead { version: product(1, 1).version(), stock: Some(product(1, 1).stock()) };
    store
        .commit(|changes| {
            changes.update_user(user(1));
            changes.update_session(session(&user(1), 1));
            changes.update_product(product(1, 1), as_read, application::StockUpdate::Set);
            changes.update_order(order(5, &user(1), &[product(3, 1)]));
            changes.return_stock(&product(4, 1), domain::Quantity::parse(1).unwrap());
            changes.require_user(&user(2));
            changes.require_product(&product(5, 1));
        })
        .await
        .unwrap();
    let words = ["attribute_exists", "attribute_not_exists", "SET", "REMOVE", "AND", "OR", "BETWEEN"];
    let mut expressions = 0;
    for operation in stub.asked().iter().flat_map(operations) {
        let operation = operation.as_object().unwrap().values().next().unwrap().clone();
        for name in ["ConditionExpression", "UpdateExpression"] {
            let Some(expression) = operation[name].as_str() else { continue };
            expressions += 1;
            let tokens = expression.split(|letter: char| !letter.is_alphanumeric() && !"_#:".contains(letter));
            for token in tokens.filter(|token| !token.is_empty() && !token.starts_with(['#', ':'])) {
                assert!(words.contains(&token), "{token} in {expression}");
            }
        }
    }
    assert!(expressions > 15);
}
