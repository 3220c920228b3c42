//! Cancelled transactions, and the results of their commits.

use application::{Changes, CommitError, Conflict, ProductWrite, StoreError, UniqueValue, Write};
use domain::{Order, PasswordHash, Product, Quantity, Stock, User, Username};
use libtest_mimic::Trial;
use serde_json::Value;

use crate::{
    case,
    server::settings,
    store::{Store, assert_unexpected, at, changes_at, placed_order, product, record, session, user},
    stub::{Asked, Reply, Stub},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![
        case(the_conflict_is_that_of_the_condition_that_did_not_hold),
        case(stale_is_reported_before_exists),
        case(maintenance_is_reported_before_any_conflict),
        case(a_contended_transaction_is_retried_under_the_same_token),
        case(every_commit_has_a_token_of_its_own),
        case(a_condition_is_not_evaluated_while_others_contend),
        case(a_transaction_that_can_never_succeed_is_unexpected),
        case(a_stale_commit_is_reported_at_once),
        case(an_update_writes_the_attributes_and_entries_that_differ_and_no_others),
        case(a_stock_that_is_counted_no_longer_is_removed_from_its_product),
        case(every_name_is_a_placeholder),
    ]
}

/// The conflict or error of a commit that failed.
async fn conflict(store: &Store, changes: Changes) -> Conflict {
    match store.commit_staged(changes).await {
        Err(CommitError::Conflict(conflict)) => conflict,
        other => panic!("the commit gave {other:?}"),
    }
}

/// The operations of a transaction.
fn operations(asked: &Asked) -> Vec<Value> {
    asked.body["TransactItems"].as_array().unwrap().clone()
}

/// The partition of an operation's item.
fn partition(operation: &Value) -> String {
    let operation = operation.as_object().unwrap().values().next().unwrap();
    let key = operation.get("Key").unwrap_or(&operation["Item"]);
    key["pk"]["S"].as_str().unwrap().to_owned()
}

/// A server that refuses the operations on partitions that begin with one of these.
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
    let stages: [fn(&mut Changes); 6] = [
        |changes| changes.insert(user(1)),
        |changes| changes.insert(session(&user(2), 1)),
        |changes| changes.insert(product(3, 1)),
        |changes| changes.take_stock(product(4, 9), one()),
        |changes| changes.insert(placed_order(5, &user(1), &[product(3, 1)])),
        |changes| {
            record(changes, user(1).id(), 6);
        },
    ];
    all_of(&stages)
}

fn all_of(stages: &[fn(&mut Changes)]) -> Changes {
    let mut changes = changes_at(1_000);
    for stage in stages {
        stage(&mut changes);
    }
    changes
}

fn one() -> Quantity {
    Quantity::parse(1).unwrap()
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

async fn stale_is_reported_before_exists() {
    let stub = refusing(&["USERNAMES#", "SESSION#", "USER#00000000-0000-0000-0000-000000000002"]).await;
    let store = Store::new(&settings(&stub.url));
    assert_eq!(conflict(&store, everything()).await, Conflict::Stale);
}

async fn maintenance_is_reported_before_any_conflict() {
    let stub = refusing(&["MAINTENANCE#", "USERNAMES#", "USER#00000000-0000-0000-0000-000000000002"]).await;
    let result = Store::new(&settings(&stub.url)).commit_staged(everything()).await;
    assert!(matches!(result, Err(CommitError::Store(StoreError::Maintenance))), "{result:?}");
    assert_eq!(stub.asked().len(), 1);
}

async fn a_contended_transaction_is_retried_under_the_same_token() {
    let stub = Stub::new(|number, asked| {
        let mut codes = vec!["None"; operations(asked).len()];
        codes[number % 3] = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"][number % 3];
        match number {
            0..6 => Reply::cancelled(&codes),
            // The request before it was accepted after all, and is still in progress.
            6 => Reply::error(400, "TransactionInProgressException"),
            _ => Reply::nothing(),
        }
    })
    .await;
    Store::new(&settings(&stub.url)).commit_staged(everything()).await.unwrap();
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
        store.commit_staged(everything()).await.unwrap();
    }
    assert_ne!(token(&stub.asked()[0]), token(&stub.asked()[1]));
}

async fn a_condition_is_not_evaluated_while_others_contend() {
    let stub = Stub::new(|number, _| match number {
        0 => Reply::cancelled(&["ConditionalCheckFailed", "None", "TransactionConflict"]),
        _ => Reply::cancelled(&["None", "None", "ConditionalCheckFailed"]),
    })
    .await;
    let mut changes = changes_at(1_000);
    changes.insert(session(&user(2), 1));
    changes.require(user(1));
    let outcome = conflict(&Store::new(&settings(&stub.url)), changes).await;
    assert_eq!((outcome, stub.asked().len()), (Conflict::Stale, 2));
}

async fn a_transaction_that_can_never_succeed_is_unexpected() {
    for code in ["ValidationError", "ItemCollectionSizeLimitExceeded", "SomethingNew"] {
        let stub = Stub::new(move |_, _| Reply::cancelled(&["ConditionalCheckFailed", code, "None"])).await;
        assert_unexpected(Store::new(&settings(&stub.url)).commit(|changes| changes.insert(user(1))).await);
        assert_eq!(stub.asked().len(), 1);
    }
}

/// The keys come from what was read: there is no look-up, and no second transaction.
async fn a_stale_commit_is_reported_at_once() {
    let stub = Stub::new(|_, asked| {
        let mut codes = vec!["None"; operations(asked).len()];
        codes[0] = "ConditionalCheckFailed";
        Reply::cancelled(&codes)
    })
    .await;
    let store = Store::new(&settings(&stub.url));
    let stages: [fn(&mut Changes); 8] = [
        |changes| drop(changes.update(user(1), inactive())),
        |changes| changes.delete(user(1)),
        |changes| changes.require(user(1)),
        |changes| drop(changes.update(product(1, 1), product(1, 2))),
        |changes| changes.delete(product(1, 1)),
        |changes| changes.require(product(1, 1)),
        |changes| changes.take_stock(product(1, 1), one()),
        |changes| changes.return_stock(product(1, 1), one()),
    ];
    for stage in stages {
        assert_eq!(conflict(&store, all_of(&[stage])).await, Conflict::Stale);
        assert_eq!(stub.operations(), ["TransactWriteItems"]);
        stub.forget();
    }
}

async fn an_update_writes_the_attributes_and_entries_that_differ_and_no_others() {
    let stub = Stub::new(|_, _| Reply::nothing()).await;
    let store = Store::new(&settings(&stub.url));
    let (mut rehashed, mut renamed) = (user(1), user(1).as_stored().clone());
    rehashed.rehash_password(PasswordHash::new("newer".to_owned()));
    renamed.username = Username::parse("renamed").unwrap();
    let cases: [(User, &str, &[&str]); 4] = [
        (user(1), "SET #version = :1", &[]),
        (rehashed, "SET #password_hash = :1, #version = :2", &[]),
        (inactive(), "SET #status = :1, #session_epoch = :2, #version = :3", &["Update", "Update"]),
        (User::from_stored(renamed), "SET #username = :1, #username_key = :2, #version = :3", &["Delete", "Put"]),
    ];
    for (new, written, entries) in cases {
        store.commit(|changes| changes.update(user(1), new)).await.unwrap();
        let mut operations = operations(&stub.asked()[0]);
        assert!(partition(&operations.pop().unwrap()).starts_with("MAINTENANCE#"));
        assert_eq!(operations[0]["Update"]["UpdateExpression"], written);
        let others: Vec<&String> = operations[1..].iter().flat_map(|other| other.as_object().unwrap().keys()).collect();
        assert_eq!(others, entries, "{written}");
        stub.forget();
    }
}

async fn a_stock_that_is_counted_no_longer_is_removed_from_its_product() {
    let stub = Stub::new(|_, _| Reply::nothing()).await;
    let store = Store::new(&settings(&stub.url));
    let mut uncounted = product(1, 1).as_stored().clone();
    uncounted.details.stock = Stock::Untracked;
    store.commit(|changes| changes.update(product(1, 1), Product::from_stored(uncounted))).await.unwrap();
    let operations = operations(&stub.asked()[0]);
    assert_eq!(operations[0]["Update"]["UpdateExpression"], "SET #version = :1 REMOVE #stock");
    // The second is that of maintenance.
    assert_eq!(operations.len(), 2);
}

/// The user with the number 1, in another state.
fn inactive() -> User {
    let mut user = user(1);
    assert!(user.inactivate());
    user
}

/// Names of attributes may be reserved words, so every name has a placeholder.
async fn every_name_is_a_placeholder() {
    let stub = Stub::new(|_, _| Reply::nothing()).await;
    let store = Store::new(&settings(&stub.url));
    store.commit_staged(everything()).await.unwrap();
    let stages: [fn(&mut Changes); 7] = [
        |changes| drop(changes.update(user(1), inactive())),
        |changes| _ = changes.update(session(&user(1), 1), session(&user(1), 1).into_superseded()),
        |changes| changes.require(user(2)),
        |changes| {
            changes.stage(ProductWrite { write: Write::update(product(1, 1), product(1, 2)), expects_stock: true });
        },
        |changes| cancel(changes, placed_order(5, &user(1), &[product(3, 1)])),
        |changes| changes.return_stock(product(4, 1), one()),
        |changes| changes.require(product(5, 1)),
    ];
    store.commit_staged(all_of(&stages)).await.unwrap();
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
    assert!(expressions > 8);
}

fn cancel(changes: &mut Changes, placed: Order) {
    let mut cancelled = placed.clone();
    cancelled.cancel(at(2_000)).unwrap();
    changes.update(placed, cancelled);
}
