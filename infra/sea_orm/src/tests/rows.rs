//! Rows that can't be converted, as only another program writes them.

use std::error::Error;

use application::{
    CommitError, Direction, ErrorChain, EventFilter, EventId, Failure, Fingerprint, IdempotencyKey, IdempotencyRecord,
    IdempotencyScope, IdempotentOperation, OrderQuery, OutboxPosition, ProductWrite, StoreError, Write,
};
use domain::{Basket, Entity, Order, OrderId, Price, Product, ProductDetails, ProductId, ProductName, Stock, UserId};
use uuid::Uuid;

use super::{TestStore, changes, execute, now, user};

const OUT_OF_RANGE: &str = "out of range integral type conversion attempted";
const BEFORE_1970: &str = "-1 ms since 1970-01-01T00:00:00Z lies outside the years 1970 to 9999";
const ID: &str = "00000000-0000-0000-0000-000000000001";

fn product(stock: Stock) -> Product {
    let details = ProductDetails {
        name: ProductName::parse("Tea").unwrap(),
        description: None,
        price: Some(Price::parse(250, "EUR".parse().unwrap()).unwrap()),
        stock,
    };
    Product::new(ProductId::new(Uuid::from_u128(1)), details, now())
}

fn order() -> Order {
    let product = product(Stock::Units(3));
    let basket = Basket::parse(&[(product.id(), 2)]).unwrap();
    let (id, user) = (OrderId::new(Uuid::from_u128(1)), UserId::new(Uuid::from_u128(2)));
    Order::place(id, user, &basket, &[product], now()).unwrap()
}

fn record() -> IdempotencyRecord {
    let scope = IdempotencyScope {
        user: UserId::new(Uuid::from_u128(1)),
        operation: IdempotentOperation::PlaceOrder,
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

/// A store with a product, an order, a record and an undelivered event, all with the id 1.
async fn filled() -> TestStore {
    let store = TestStore::new().await;
    let mut changes = changes();
    changes.insert(product(Stock::Units(3)));
    changes.insert(order());
    changes.insert_idempotency_record(record());
    store.commit(changes).await.unwrap();
    store.insert(&user(1)).await.unwrap();
    store
}

async fn set(store: &TestStore, table: &str, column: &str, value: &str) {
    execute(&mut store.outsider().await, format!("UPDATE {table} SET {column} = {value}")).await;
}

fn assert_unexpected<T>(result: Result<T, StoreError>, location: &str, reason: &str) {
    let Err(StoreError::Unexpected(source)) = result else { panic!("{location} was read") };
    let source: &(dyn Error + 'static) = &*source;
    assert_eq!(ErrorChain(source).to_string(), format!("{location} of {ID}: {reason}"));
}

#[tokio::test]
async fn a_row_that_is_no_product_is_an_error_that_names_its_location() {
    for (column, value, reason) in [
        ("name", "' '", "A name has 1 to 200 characters, not counting white space at its ends."),
        ("name", "char(65, 7)", "A name has no control characters but newline and tab."),
        ("description", "char(65, 7)", "A description has no control characters but newline and tab."),
        ("price_amount", "-1", "An amount is 0 to 1,000,000,000,000 of the currency's smallest unit."),
        ("price_amount", "NULL", "there is a currency, and no amount"),
        ("price_currency", "'eur'", "A currency is one of ISO 4217, in three upper-case letters such as EUR."),
        ("price_currency", "NULL", "there is an amount, and no currency"),
        ("stock", "-1", OUT_OF_RANGE),
        ("created_at", "-1", BEFORE_1970),
        ("updated_at", "-1", BEFORE_1970),
        ("version", "4294967296", OUT_OF_RANGE),
    ] {
        let (store, location) = (filled().await, format!("products.{column}"));
        set(&store, "products", column, value).await;
        assert_unexpected(store.products.find(product(Stock::Untracked).id()).await, &location, reason);
        assert_unexpected(store.products.list(None, 10).await, &location, reason);
    }
}

#[tokio::test]
async fn rows_that_are_no_order_are_an_error_that_names_its_location() {
    for (table, column, value, reason) in [
        ("orders", "status", "'lost'", "`lost` is no status of an order"),
        ("orders", "currency", "'eur'", "A currency is one of ISO 4217, in three upper-case letters such as EUR."),
        ("orders", "total_amount", "-1", OUT_OF_RANGE),
        ("orders", "created_at", "-1", BEFORE_1970),
        ("orders", "updated_at", "-1", BEFORE_1970),
        ("orders", "version", "-1", OUT_OF_RANGE),
        ("order_items", "name", "''", "A name has 1 to 200 characters, not counting white space at its ends."),
        ("order_items", "quantity", "0", "A quantity is 1 to 1,000,000."),
        ("order_items", "unit_amount", "-1", "An amount is 0 to 1,000,000,000,000 of the currency's smallest unit."),
        ("order_items", "claim", "'maybe'", "`maybe` is not a known value"),
    ] {
        let (store, location) = (filled().await, format!("{table}.{column}"));
        set(&store, table, column, value).await;
        assert_unexpected(store.orders.find(order().id()).await, &location, reason);
        assert_unexpected(store.order_lists.list(OrderQuery::default(), None, 10).await, &location, reason);
    }
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

/// A receiver's message may have a NUL, and PostgreSQL accepts none in a text.
#[tokio::test]
async fn a_reason_is_kept_without_nul() {
    let store = filled().await;
    let position = store.outbox.pending(None, 1).await.unwrap().remove(0).position;
    let failure = Failure { attempts: 1, at: now(), reason: "re\0fused".to_owned() };
    store.outbox.move_to_dead_letters(&position, failure).await.unwrap();
    let letter = store.dead_letters.list(None, 1).await.unwrap().remove(0);
    assert_eq!(letter.failure.reason, "re\u{fffd}fused");
}

#[tokio::test]
async fn an_amount_that_no_column_holds_is_not_written() {
    let (store, greatest) = (TestStore::new().await, product(Stock::Units((1 << 63) - 1)));
    let mut fitting = changes();
    fitting.insert(greatest.clone());
    store.commit(fitting).await.unwrap();
    let beyond = product(Stock::Units(1 << 63));
    let with_expected_stock = |write| ProductWrite { write, expects_stock: true };
    let mut writes = [changes(), changes(), changes(), changes()];
    writes[0].insert(beyond.clone());
    writes[1].update(greatest.clone(), beyond.clone());
    let new = greatest.clone().into_next_version();
    writes[2].stage(with_expected_stock(Write::Update { expected: beyond.clone(), new }));
    writes[3].stage(with_expected_stock(Write::Delete(beyond)));
    for write in writes {
        let Err(CommitError::Store(error)) = store.commit(write).await else { panic!("it was written") };
        assert_unexpected::<()>(Err(error), "products.stock", OUT_OF_RANGE);
    }
    assert_eq!(store.products.find(greatest.id()).await.unwrap(), Some(greatest));
}
