//! Rows of products and orders that can't be converted, and amounts that no row holds.

use application::{CommitError, OrderQuery, ProductWrite, Write};
use domain::{Basket, Entity, Order, OrderId, Price, Product, ProductDetails, ProductId, ProductName, Stock, UserId};
use uuid::Uuid;

use super::{
    TestStore, changes, now,
    rows::{BEFORE_1970, OUT_OF_RANGE, assert_unexpected, set},
};

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

/// A store with a product and an order, both with the id 1.
async fn filled() -> TestStore {
    let store = TestStore::new().await;
    let mut changes = changes();
    changes.insert(product(Stock::Units(3)));
    changes.insert(order());
    store.commit(changes).await.unwrap();
    store
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
