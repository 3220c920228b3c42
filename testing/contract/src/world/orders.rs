use application::{ProductWrite, Write};
use domain::{Basket, Order, OrderId, OrderStatus, Product, Quantity, Stock, StoredOrder, UserId};

use super::{World, at};

impl World {
    /// An order of one unit of each of these products, not stored yet.
    pub(crate) fn new_order(&self, user: UserId, products: &[Product]) -> Order {
        let wanted: Vec<_> = products.iter().map(|product| (product.id(), 1)).collect();
        let basket = Basket::parse(&wanted).expect("the basket is within the rules");
        Order::place(OrderId::new(self.uuid()), user, &basket, products, at(1_000)).expect("there is enough")
    }

    /// A pending order of a new user, stored.
    pub(crate) async fn order(&self) -> Order {
        let product = self.new_product(Stock::Units(1));
        let order = self.new_order(UserId::new(self.uuid()), &[product]);
        self.commit(|changes| changes.insert(order.clone())).await.expect("the order is stored");
        order
    }

    pub(crate) async fn find_order(&self, order: &Order) -> Option<Order> {
        self.orders.find(order.id()).await.expect("the store answers")
    }

    /// The stock of a stored product.
    pub(crate) async fn stock_of(&self, product: &Product) -> Stock {
        self.find_product(product).await.expect("the product is there").stock()
    }
}

/// The order in another state, as one of its methods could leave it.
pub(crate) fn changed_order(order: &Order, change: impl FnOnce(&mut StoredOrder)) -> Order {
    let mut stored = order.as_stored().clone();
    change(&mut stored);
    Order::from_stored(stored)
}

/// The order in another status, a while later.
pub(crate) fn in_status(order: &Order, status: OrderStatus) -> Order {
    changed_order(order, |stored| {
        stored.status = status;
        stored.updated_at = at(5_000);
    })
}

pub(crate) fn quantity(units: i64) -> Quantity {
    Quantity::parse(units).expect("the quantity is within the rules")
}

/// The write, on condition that the stock is unchanged too.
pub(crate) const fn with_expected_stock(write: Write<Product>) -> ProductWrite {
    ProductWrite { write, expects_stock: true }
}
