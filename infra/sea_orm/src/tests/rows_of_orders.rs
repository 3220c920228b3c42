//! Rows of orders that can't be converted, and writes that expect a stock that no row holds.

use application::{OrderQuery, ProductWrite, Write};
use domain::{Basket, Entity, Order, OrderId, Stock, UserId};
use uuid::Uuid;

use super::{
    TestStore, changes, now,
    rows::{BEFORE_1970, OUT_OF_RANGE, assert_unexpected, set},
    rows_of_products::{BEYOND, assert_not_held, filled_to_the_brim, product},
};

fn order() -> Order {
    let product = product(Stock::Units(3));
    let basket = Basket::parse(&[(product.id(), 2)]).unwrap();
    let (id, user) = (OrderId::new(Uuid::from_u128(1)), UserId::new(Uuid::from_u128(2)));
    Order::place(id, user, &basket, &[product], now()).unwrap()
}

/// A store with an order, with the id 1.
async fn filled() -> TestStore {
    let store = TestStore::new().await;
    let mut changes = changes();
    changes.insert(order());
    store.commit(changes).await.unwrap();
    store
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
async fn a_write_that_expects_a_stock_that_no_column_holds_is_refused() {
    let (store, greatest) = filled_to_the_brim().await;
    let with_expected_stock = |write| ProductWrite { write, expects_stock: true };
    let mut writes = [changes(), changes()];
    let new = greatest.clone().into_next_version();
    writes[0].stage(with_expected_stock(Write::Update { expected: product(BEYOND), new }));
    writes[1].stage(with_expected_stock(Write::Delete(product(BEYOND))));
    for write in writes {
        assert_not_held(store.commit(write).await);
    }
    assert_eq!(store.products.find(greatest.id()).await.unwrap(), Some(greatest));
}
