use std::sync::Arc;

use application::{Changes, Ids, Repository};
use domain::{Basket, Order, OrderId, OrderStatus, Product, Quantity, StockClaim, StoredOrder, User};

use crate::World;

/// The orders of a world.
impl World {
    /// The changes that take units from the stock of a product, as an order does.
    #[must_use]
    pub fn stock_taken(&self, product: &Product, units: i64) -> Changes {
        let mut changes = self.changes();
        changes.take_stock(product.clone(), Quantity::parse(units).expect("a quantity"));
        changes
    }

    /// An order of `user` for these quantities, taken from the stock, stored.
    pub async fn order(&self, user: &User, wanted: &[(&Product, i64)]) -> Order {
        self.order_with(user, wanted, |_| ()).await
    }

    /// An order whose fields were altered, stored.
    pub async fn order_with(
        &self,
        user: &User,
        wanted: &[(&Product, i64)],
        alter: impl FnOnce(&mut StoredOrder),
    ) -> Order {
        let lines: Vec<_> = wanted.iter().map(|(product, units)| (product.id(), *units)).collect();
        let products: Vec<Product> = wanted.iter().map(|(product, _)| (*product).clone()).collect();
        let basket = Basket::parse(&lines).expect("a basket");
        let id = OrderId::new(self.fakes.ids.next());
        let order = Order::place(id, user.id(), &basket, &products, self.now()).expect("an order");
        let mut changes = self.changes();
        for (item, product) in order.items().iter().zip(&products) {
            if item.claim == StockClaim::Taken {
                changes.take_stock(product.clone(), item.quantity);
            }
        }
        let mut stored = order.as_stored().clone();
        alter(&mut stored);
        let order = Order::from_stored(stored);
        changes.insert(order.clone());
        self.commit(changes).await;
        order
    }

    /// The changes that give an order another status, and the order after their commit.
    #[must_use]
    pub fn order_alteration(&self, order: &Order, status: OrderStatus) -> (Changes, Order) {
        let mut stored = order.as_stored().clone();
        stored.status = status;
        let mut changes = self.changes();
        let order = changes.update(order.clone(), Order::from_stored(stored));
        (changes, order)
    }

    /// The order with another status, stored by a commit of its own.
    pub async fn alter_order(&self, order: &Order, status: OrderStatus) -> Order {
        let (changes, order) = self.order_alteration(order, status);
        self.commit(changes).await;
        order
    }

    /// The order as stored; `None` if there is none.
    pub async fn stored_order(&self, id: OrderId) -> Option<Order> {
        let orders: Arc<dyn Repository<Order>> = self.persistence.resolve();
        orders.find(id).await.expect("a store that answers")
    }
}
