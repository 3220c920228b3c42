use application::OrderQuery;
use domain::{Basket, Order, OrderId, Price, Product, ProductDetails, ProductId, ProductName, Stock, UserId};
use uuid::Uuid;

use super::{TestStore, changes, user};

/// More than any requested list, and than one statement reads.
#[tokio::test]
async fn a_page_of_thousands_of_orders_has_all_their_items() {
    let store = TestStore::new().await;
    let product = Product::new(
        ProductId::new(Uuid::from_u128(1)),
        ProductDetails {
            name: ProductName::parse("Tea").unwrap(),
            description: None,
            price: Some(Price::parse(250, "EUR".parse().unwrap()).unwrap()),
            stock: Stock::Untracked,
        },
        user(1).created_at(),
    );
    let basket = Basket::parse(&[(product.id(), 1)]).unwrap();
    let order = |number: u128| {
        let (id, user) = (OrderId::new(Uuid::from_u128(number)), UserId::new(Uuid::from_u128(1)));
        Order::place(id, user, &basket, std::slice::from_ref(&product), product.created_at()).unwrap()
    };
    let mut orders: Vec<Order> = (0..2_050).map(order).collect();
    for orders in orders.chunks(33) {
        let mut changes = changes();
        for order in orders {
            changes.insert(order.clone());
        }
        store.commit(changes).await.unwrap();
    }
    orders.reverse();
    assert_eq!(store.order_lists.list(OrderQuery::default(), None, u16::MAX).await.unwrap(), orders);
    assert_eq!(store.order_lists.list(OrderQuery::default(), None, 1_001).await.unwrap(), orders[..1_001]);
}
