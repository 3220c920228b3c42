use domain::{Price, Product, ProductDescription, ProductDetails, ProductId, ProductName, Stock, StoredProduct};

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
}

/// A price in Euro cents.
pub(crate) fn price(amount: i64) -> Price {
    Price::parse(amount, "EUR".parse().expect("there is such a currency")).expect("the amount is within the rules")
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
