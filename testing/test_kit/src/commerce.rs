use std::sync::Arc;

use application::{Changes, Ids, Repository};
use domain::{
    Basket, Order, OrderId, OrderStatus, Product, ProductDetails, ProductId, ProductName, Stock, StockClaim,
    StoredOrder, StoredProduct, User,
};

use crate::World;

/// The catalogue and the orders of a world.
impl World {
    /// A product of this name that costs 2.50 EUR, with 10 in stock, stored.
    pub async fn product(&self, name: &str) -> Product {
        self.product_with(name, |_| ()).await
    }

    /// A product whose details were altered, stored.
    pub async fn product_with(&self, name: &str, alter: impl FnOnce(&mut ProductDetails)) -> Product {
        let currency = "EUR".parse().expect("a currency");
        let mut details = ProductDetails {
            name: ProductName::parse(name).expect("a name"),
            description: None,
            price: Some(domain::Price::parse(250, currency).expect("a price")),
            stock: Stock::Units(10),
        };
        alter(&mut details);
        let product = Product::new(ProductId::new(self.fakes.ids.next()), details, self.now());
        let mut changes = self.changes();
        changes.insert(product.clone());
        self.commit(changes).await;
        product
    }

    /// The changes that alter a product's fields, and the product after their commit.
    pub fn product_alteration(&self, product: &Product, alter: impl FnOnce(&mut StoredProduct)) -> (Changes, Product) {
        let mut stored = product.as_stored().clone();
        alter(&mut stored);
        let mut changes = self.changes();
        let product = changes.update(product.clone(), Product::from_stored(stored));
        (changes, product)
    }

    /// The product with altered fields, stored by a commit of its own.
    pub async fn alter_product(&self, product: &Product, alter: impl FnOnce(&mut StoredProduct)) -> Product {
        let (changes, product) = self.product_alteration(product, alter);
        self.commit(changes).await;
        product
    }

    /// The changes that take units from the stock of a product, as an order does.
    #[must_use]
    pub fn stock_taken(&self, product: &Product, units: i64) -> Changes {
        let mut changes = self.changes();
        changes.take_stock(product.clone(), domain::Quantity::parse(units).expect("a quantity"));
        changes
    }

    /// The changes that delete a product.
    #[must_use]
    pub fn product_deletion(&self, product: &Product) -> Changes {
        let mut changes = self.changes();
        changes.delete(product.clone());
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

    /// The product as stored; `None` if it was deleted.
    pub async fn stored_product(&self, id: ProductId) -> Option<Product> {
        let products: Arc<dyn Repository<Product>> = self.persistence.resolve();
        products.find(id).await.expect("a store that answers")
    }

    /// The units of a product's stock as stored; `None` if it is untracked.
    pub async fn stock_of(&self, product: &Product) -> Option<u64> {
        self.stored_product(product.id()).await.expect("a stored product").stock().units()
    }

    /// The order as stored; `None` if there is none.
    pub async fn stored_order(&self, id: OrderId) -> Option<Order> {
        let orders: Arc<dyn Repository<Order>> = self.persistence.resolve();
        orders.find(id).await.expect("a store that answers")
    }
}
