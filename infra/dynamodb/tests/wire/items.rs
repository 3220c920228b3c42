//! Items of other programs.

use std::error::Error;

use application::{AttemptsKey, ErrorChain, StoreError};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::{
    case,
    server::settings,
    store::{Store, at, user},
    stub::{Reply, Stub},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![
        case(an_item_that_is_no_user_is_an_error_that_names_its_location),
        case(a_counter_that_cannot_be_is_an_error_that_does_not_reveal_its_key),
        case(what_is_expired_counts_nowhere_though_it_is_still_there),
        case(entries_of_the_index_are_checked_again_in_the_table),
    ]
}

const ID: &str = "00000000-0000-0000-0000-000000000001";

fn stored_user() -> Value {
    json!({
        "pk": {"S": format!("USER#{ID}")}, "sk": {"S": "USER"}, "id": {"S": ID}, "username": {"S": "user.1"},
        "username_key": {"S": "user.1"}, "password_hash": {"S": "hash"}, "role": {"S": "user"},
        "status": {"S": "active"}, "session_epoch": {"N": "0"}, "created_at": {"N": "1000"}, "version": {"N": "1"},
    })
}

async fn store_with(item: Value) -> Store {
    let stub = Stub::new(move |_, asked| match asked.operation.as_str() {
        "GetItem" => Reply::json(&json!({"Item": item})),
        _ => Reply::json(&json!({"Responses": {"table": [item]}})),
    })
    .await;
    Store::new(&settings(&stub.url))
}

fn chain<T>(result: Result<T, StoreError>) -> String {
    let Err(StoreError::Unexpected(source)) = result else { panic!("it was read") };
    let source: &(dyn Error + 'static) = &*source;
    ErrorChain(source).to_string()
}

async fn an_item_that_is_no_user_is_an_error_that_names_its_location() {
    let read = |item| async { store_with(item).await.users.find(user(1).id()).await };
    assert_eq!(read(stored_user()).await.unwrap(), Some(user(1)));
    for (attribute, value, reason) in [
        ("role", json!({"S": "boss"}), "`boss` is no role; there are user, admin and super_admin"),
        ("status", json!({"S": "asleep"}), "`asleep` is not a known value"),
        ("username", json!({"S": "?"}), "A username has 5 to 20 characters."),
        ("created_at", json!({"N": "-1"}), "-1 ms since 1970-01-01T00:00:00Z lies outside the years 1970 to 9999"),
        ("version", json!({"N": "4294967296"}), "number too large to fit in target type"),
        ("version", json!({"N": "1.5"}), "invalid digit found in string"),
        ("session_epoch", json!({"S": "0"}), "it has another type"),
        ("password_hash", json!(null), "it is missing"),
    ] {
        let mut item = stored_user();
        match value {
            Value::Null => drop(item.as_object_mut().unwrap().remove(attribute)),
            value => item[attribute] = value,
        }
        assert_eq!(chain(read(item).await), format!("users.{attribute} of {ID}: {reason}"));
    }
}

fn counter(count: &str, expires_at: &str) -> Value {
    json!({
        "pk": {"S": "ATTEMPTS#secret"}, "sk": {"S": "-"}, "count": {"N": count}, "expires_at": {"N": expires_at},
    })
}

async fn a_counter_that_cannot_be_is_an_error_that_does_not_reveal_its_key() {
    let key = [AttemptsKey::new("secret")];
    for (item, error) in [
        (counter("-1", "5000"), "attempts.count: invalid digit found in string"),
        (
            counter("1", "253402300800000"),
            "attempts.expires_at: 253402300800000 ms since 1970-01-01T00:00:00Z lies outside the years 1970 to 9999",
        ),
    ] {
        assert_eq!(chain(store_with(item).await.attempts.read(&key, at(1_000)).await), error);
    }
}

async fn what_is_expired_counts_nowhere_though_it_is_still_there() {
    let (store, key) = (store_with(counter("7", "5000")).await, [AttemptsKey::new("secret")]);
    let read = |now| store.attempts.read(&key, at(now));
    assert_eq!(read(4_999).await.unwrap().remove(0).map(|made| made.count), Some(7));
    assert_eq!(read(5_000).await.unwrap(), [None]);
}

/// The index is a little behind: an item that is expired there may have been renewed or be gone.
async fn entries_of_the_index_are_checked_again_in_the_table() {
    let stub = Stub::new(|_, asked| match asked.operation.as_str() {
        "Query" if asked.body.to_string().contains("EXPIRING_ATTEMPTS#0") => {
            let entry = |key: &str| json!({"pk": {"S": format!("ATTEMPTS#{key}")}, "sk": {"S": "-"}});
            Reply::json(&json!({"Items": [entry("renewed"), entry("gone"), entry("expired")]}))
        }
        "Query" => Reply::json(&json!({"Items": []})),
        _ => match asked.body["Key"]["pk"]["S"].as_str().unwrap() {
            "ATTEMPTS#expired" => Reply::json(&json!({"Attributes": counter("1", "5000")})),
            _ => Reply::error(400, "ConditionalCheckFailedException"),
        },
    })
    .await;
    let store = Store::new(&settings(&stub.url));
    assert_eq!(store.housekeeping.purge_expired(at(6_000), 10).await.unwrap(), 1);
    let deletions = stub.asked().into_iter().filter(|asked| asked.operation == "DeleteItem");
    let conditions: Vec<String> = deletions.map(|asked| asked.body["ConditionExpression"].to_string()).collect();
    assert_eq!(conditions, ["\"#expires_at <= :0\""; 3]);
}
