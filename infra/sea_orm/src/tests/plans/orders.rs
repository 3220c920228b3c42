use application::{OrderQuery, Position};
use domain::{Order, OrderId, OrderStatus};
use sea_orm::{DbBackend, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{assert_pages_have_an_index, plan, plan_of};
use crate::{
    ports::orders,
    tests::{TestStore, user},
};

#[tokio::test]
async fn orders_are_found_by_their_keys() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let id = Uuid::from_u128(1);
    let order = plan(&reader, orders::by_id(OrderId::new(id)).build(DbBackend::Sqlite)).await;
    let items = "SEARCH order_items USING INDEX sqlite_autoindex_order_items_1 (order_id=?)";
    assert_eq!(order, format!("SEARCH orders USING INDEX sqlite_autoindex_orders_1 (id=?); {items} LEFT-JOIN"));
    assert_eq!(plan_of(&reader, orders::items_by_order([id, id])).await, items);
}

#[tokio::test]
async fn a_page_of_orders_is_read_by_the_index_of_their_creation() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    assert_pages_have_an_index::<Order>(&reader, "orders").await;
}

#[tokio::test]
async fn a_page_of_orders_is_read_in_the_order_of_an_index_whatever_is_filtered() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let after = Position { created_at: user(1).created_at(), id: OrderId::new(Uuid::from_u128(1)) };
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
