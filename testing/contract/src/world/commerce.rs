use application::{ProductWrite, Write};
use domain::{
    Basket, Order, OrderId, OrderStatus, Price, Product, ProductDescription, ProductDetails, ProductId, ProductName,
    Quantity, Stock, StoredOrder, StoredProduct, UserId,
};

use super::{World, at};

impl World {
    /// A product with this stock, not stored yet.
    pub(crate) fn new_product(&self, stock: Stock) -> Product {
        let details = ProductDetails {
            name: ProductName::parse("Tea").expect("the name is within the rules"),
            description: Some(ProductDescription::parse("from Assam").expect("the description is within the rules")),
            price: Some(price(250)),
            stock,
        };
        Product::new(ProductId::new(self.uuid()), details, at(1_000))
    }

    /// A product with a stock of these units, stored.
    pub(crate) async fn product(&self, units: u64) -> Product {
        self.product_with(Stock::Units(units)).await
    }

    /// A product with this stock, stored.
    pub(crate) async fn product_with(&self, stock: Stock) -> Product {
        let product = self.new_product(stock);
        self.commit(|changes| changes.insert(product.clone())).await.expect("the product is stored");
        product
    }

    pub(crate) async fn find_product(&self, product: &Product) -> Option<Product> {
        self.products.find(product.id()).await.expect("the store answers")
    }

    /// The stock of a stored product.
    pub(crate) async fn stock_of(&self, product: &Product) -> Stock {
        self.find_product(product).await.expect("the product is there").stock()
    }

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
}

/// A price in Euro cents.
pub(crate) fn price(amount: i64) -> Price {
    Price::parse(amount, "EUR".parse().expect("there is such a currency")).expect("the amount is within the rules")
}

pub(crate) fn quantity(units: i64) -> Quantity {
    Quantity::parse(units).expect("the quantity is within the rules")
}

/// The write, on condition that the stock is unchanged too.
pub(crate) const fn with_expected_stock(write: Write<Product>) -> ProductWrite {
    ProductWrite { write, expects_stock: true }
}

/// The product in another state, as one of its methods could leave it.
pub(crate) fn changed_product(product: &Product, change: impl FnOnce(&mut StoredProduct)) -> Product {
    let mut stored = product.as_stored().clone();
    change(&mut stored);
    Product::from_stored(stored)
}

/// The product with another name and price, without description, with these units in stock.
pub(crate) fn edited(product: &Product, units: u64) -> Product {
    changed_product(product, |stored| {
        stored.details = ProductDetails {
            name: ProductName::parse("Coffee").expect("the name is within the rules"),
            description: None,
            price: Some(price(990)),
            stock: Stock::Units(units),
        };
        stored.updated_at = at(5_000);
    })
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
