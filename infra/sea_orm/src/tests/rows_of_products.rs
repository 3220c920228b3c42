//! Rows of products that can't be converted, and units that no row holds.

use application::CommitError;
use domain::{Price, Product, ProductDetails, ProductId, ProductName, Stock};
use uuid::Uuid;

use super::{
    TestStore, changes, now,
    rows::{BEFORE_1970, OUT_OF_RANGE, assert_unexpected, set},
};

/// The product with the id 1, and with this stock.
pub(super) fn product(stock: Stock) -> Product {
    let details = ProductDetails {
        name: ProductName::parse("Tea").unwrap(),
        description: None,
        price: Some(Price::parse(250, "EUR".parse().unwrap()).unwrap()),
        stock,
    };
    Product::new(ProductId::new(Uuid::from_u128(1)), details, now())
}

async fn filled() -> TestStore {
    let store = TestStore::new().await;
    let mut changes = changes();
    changes.insert(product(Stock::Units(3)));
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

/// A stock with one unit more than a column holds.
pub(super) const BEYOND: Stock = Stock::Units(1 << 63);

/// A store with a product whose stock is the greatest that a column holds.
pub(super) async fn filled_to_the_brim() -> (TestStore, Product) {
    let (store, greatest) = (TestStore::new().await, product(Stock::Units((1 << 63) - 1)));
    let mut changes = changes();
    changes.insert(greatest.clone());
    store.commit(changes).await.unwrap();
    (store, greatest)
}

pub(super) fn assert_not_held(result: Result<(), CommitError>) {
    let Err(CommitError::Store(error)) = result else { panic!("it was written") };
    assert_unexpected::<()>(Err(error), "products.stock", OUT_OF_RANGE);
}

#[tokio::test]
async fn units_that_no_column_holds_are_not_written() {
    let (store, greatest) = filled_to_the_brim().await;
    let mut writes = [changes(), changes()];
    writes[0].insert(product(BEYOND));
    writes[1].update(greatest.clone(), product(BEYOND));
    for write in writes {
        assert_not_held(store.commit(write).await);
    }
    assert_eq!(store.products.find(greatest.id()).await.unwrap(), Some(greatest));
}
