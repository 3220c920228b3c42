//! Rows that can't be converted, as only another program writes them.

use std::error::Error;

use application::{
    Direction, ErrorChain, EventFilter, EventId, Failure, Fingerprint, IdempotencyKey, IdempotencyRecord,
    IdempotencyScope, IdempotentOperation, OutboxPosition, StoreError,
};
use domain::UserId;
use uuid::Uuid;

use super::{TestStore, changes, execute, now, user};

pub(super) const OUT_OF_RANGE: &str = "out of range integral type conversion attempted";
pub(super) const BEFORE_1970: &str = "-1 ms since 1970-01-01T00:00:00Z lies outside the years 1970 to 9999";
const ID: &str = "00000000-0000-0000-0000-000000000001";

fn record() -> IdempotencyRecord {
    let scope = IdempotencyScope {
        user: UserId::new(Uuid::from_u128(1)),
        operation: IdempotentOperation::named("do_once"),
        key: IdempotencyKey::parse(b"a-key").unwrap(),
    };
    let fingerprint = Fingerprint::new([0; 32]);
    IdempotencyRecord {
        scope,
        fingerprint,
        resource_id: Uuid::nil(),
        expires_at: now().after(IdempotencyRecord::LIFETIME),
    }
}

/// A store with a record and an undelivered event, both with the id 1.
async fn filled() -> TestStore {
    let store = TestStore::new().await;
    let mut changes = changes();
    changes.insert_idempotency_record(record());
    store.commit(changes).await.unwrap();
    store.insert(&user(1)).await.unwrap();
    store
}

pub(super) async fn set(store: &TestStore, table: &str, column: &str, value: &str) {
    execute(&mut store.outsider().await, format!("UPDATE {table} SET {column} = {value}")).await;
}

pub(super) fn assert_unexpected<T>(result: Result<T, StoreError>, location: &str, reason: &str) {
    let Err(StoreError::Unexpected(source)) = result else { panic!("{location} was read") };
    let source: &(dyn Error + 'static) = &*source;
    assert_eq!(ErrorChain(source).to_string(), format!("{location} of {ID}: {reason}"));
}

#[tokio::test]
async fn a_row_that_is_no_idempotency_record_is_an_error_that_does_not_reveal_its_key() {
    for (column, value, reason) in [
        ("fingerprint", "X'00'", "it does not have 32 bytes"),
        (
            "expires_at",
            "253402300800000",
            "253402300800000 ms since 1970-01-01T00:00:00Z lies outside the years 1970 to 9999",
        ),
    ] {
        let store = filled().await;
        set(&store, "idempotency_records", column, value).await;
        let found = store.idempotency_records.find(&record().scope, now()).await;
        assert_unexpected(found, &format!("idempotency_records.{column}"), reason);
    }
}

#[tokio::test]
async fn a_row_that_is_no_event_is_an_error_that_names_its_location() {
    for (column, value, reason) in [
        ("at", "-1", BEFORE_1970),
        ("request_id", "''", "`` is not a known value"),
        ("data", "'{'", "EOF while parsing an object at line 1 column 1"),
    ] {
        let (store, location) = (filled().await, format!("events.{column}"));
        set(&store, "events", column, value).await;
        assert_unexpected(
            store.events.list(&EventFilter::default(), Direction::Ascending, None, 10).await,
            &location,
            reason,
        );
        assert_unexpected(store.outbox.pending(None, 10).await, &location, reason);
    }
}

#[tokio::test]
async fn rows_that_are_no_entry_of_the_outbox_are_an_error_that_names_its_location() {
    for (column, value, reason) in [("attempts", "-1", OUT_OF_RANGE), ("due_at", "-1", BEFORE_1970)] {
        let store = filled().await;
        set(&store, "outbox", column, value).await;
        assert_unexpected(store.outbox.pending(None, 10).await, &format!("outbox.{column}"), reason);
    }
    for (column, value, reason) in [("attempts", "-1", OUT_OF_RANGE), ("failed_at", "-1", BEFORE_1970)] {
        let store = filled().await;
        let position = store.outbox.pending(None, 1).await.unwrap().remove(0).position;
        let failure = Failure { attempts: 1, at: now(), reason: "refused".to_owned() };
        store.outbox.move_to_dead_letters(&position, failure).await.unwrap();
        set(&store, "dead_letters", column, value).await;
        let location = format!("dead_letters.{column}");
        assert_unexpected(store.dead_letters.list(None, 10).await, &location, reason);
        let event = EventId::new(user(1).id().as_uuid());
        assert_unexpected(store.dead_letters.find(event).await, &location, reason);
    }
}

#[tokio::test]
async fn a_position_that_this_store_never_gave_is_an_error() {
    let store = filled().await;
    for position in ["", "seven", "1.5", "18446744073709551616"] {
        let found = store.outbox.pending(Some(&OutboxPosition(position.to_owned())), 10).await;
        assert!(matches!(found, Err(StoreError::Unexpected(_))), "{position:?}");
    }
}

/// A receiver's message may have a NUL, which not every engine accepts in a text.
#[tokio::test]
async fn a_reason_is_kept_without_nul() {
    let store = filled().await;
    let position = store.outbox.pending(None, 1).await.unwrap().remove(0).position;
    let failure = Failure { attempts: 1, at: now(), reason: "re\0fused".to_owned() };
    store.outbox.move_to_dead_letters(&position, failure).await.unwrap();
    let letter = store.dead_letters.list(None, 1).await.unwrap().remove(0);
    assert_eq!(letter.failure.reason, "re\u{fffd}fused");
}
