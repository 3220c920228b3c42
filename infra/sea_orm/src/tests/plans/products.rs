use domain::{Product, ProductId};
use uuid::Uuid;

use super::{assert_pages_have_an_index, plan_of};
use crate::{rows::row, tests::TestStore};

#[tokio::test]
async fn products_are_found_by_their_keys() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let id = ProductId::new(Uuid::from_u128(1));
    let one = plan_of(&reader, row::by_id::<Product>(id)).await;
    assert_eq!(one, "SEARCH products USING INDEX sqlite_autoindex_products_1 (id=?)");
    assert_eq!(plan_of(&reader, row::by_ids::<Product>(&[id; 50])).await, one);
}

#[tokio::test]
async fn a_page_of_products_is_read_by_the_index_of_their_creation() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    assert_pages_have_an_index::<Product>(&reader, "products").await;
}
