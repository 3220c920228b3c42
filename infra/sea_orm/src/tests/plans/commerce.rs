use application::{IdempotencyKey, IdempotencyScope, IdempotentOperation, OrderPosition, OrderQuery, ProductPosition};
use domain::{OrderId, OrderStatus, ProductId, UserId};
use sea_orm::{DbBackend, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{plan, plan_of};
use crate::{
    ports::{idempotency, orders, products},
    tests::{TestStore, user},
};

#[tokio::test]
async fn products_orders_and_records_are_found_by_their_keys() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let id = Uuid::from_u128(1);
    let product = plan_of(&reader, products::by_id(ProductId::new(id))).await;
    assert_eq!(product, "SEARCH products USING INDEX sqlite_autoindex_products_1 (id=?)");
    let basket = plan_of(&reader, products::by_ids(&[ProductId::new(id); 50])).await;
    assert_eq!(basket, product);
    let order = plan(&reader, orders::by_id(OrderId::new(id)).build(DbBackend::Sqlite)).await;
    let items = "SEARCH order_items USING INDEX sqlite_autoindex_order_items_1 (order_id=?)";
    assert_eq!(order, format!("SEARCH orders USING INDEX sqlite_autoindex_orders_1 (id=?); {items} LEFT-JOIN"));
    assert_eq!(plan_of(&reader, orders::items_by_order([id, id])).await, items);
    let scope = IdempotencyScope {
        user: UserId::new(id),
        operation: IdempotentOperation::PlaceOrder,
        key: IdempotencyKey::parse(b"key").unwrap(),
    };
    assert_eq!(
        plan_of(&reader, idempotency::in_scope(&scope, user(1).created_at())).await,
        "SEARCH idempotency_records USING INDEX sqlite_autoindex_idempotency_records_1 \
         (user_id=? AND operation=? AND key=?)"
    );
}

#[tokio::test]
async fn a_page_of_products_is_read_in_the_order_of_an_index() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let after = ProductPosition { created_at: user(1).created_at(), id: ProductId::new(Uuid::from_u128(1)) };
    for (after, expected) in [
        (None, "SCAN products USING INDEX products_by_creation"),
        (Some(after), "SEARCH products USING INDEX products_by_creation ((created_at,id)>(?,?))"),
    ] {
        assert_eq!(plan_of(&reader, products::behind(after).limit(20)).await, expected);
    }
}

#[tokio::test]
async fn a_page_of_orders_is_read_in_the_order_of_an_index_whatever_is_filtered() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let after = OrderPosition { created_at: user(1).created_at(), id: OrderId::new(Uuid::from_u128(1)) };
    let (alice, pending) = (Some(user(1).id()), Some(OrderStatus::Pending));
    for (user, status, index, equal) in [
        (None, None, "orders_by_creation", ""),
        (alice, None, "orders_by_user_and_creation", "user_id=?"),
        (None, pending, "orders_by_status_and_creation", "status=?"),
        (alice, pending, "orders_by_user_status_and_creation", "user_id=? AND status=?"),
    ] {
        let plan = async |after| plan_of(&reader, orders::matching(OrderQuery { user, status }, after).limit(20)).await;
        let (first, and) = if equal.is_empty() {
            (format!("SCAN orders USING INDEX {index}"), "")
        } else {
            (format!("SEARCH orders USING INDEX {index} ({equal})"), " AND ")
        };
        assert_eq!(plan(None).await, first);
        let behind = format!("SEARCH orders USING INDEX {index} ({equal}{and}(created_at,id)<(?,?))");
        assert_eq!(plan(Some(after)).await, behind);
    }
}
