use std::sync::Arc;

use application::{Changes, Ids, Repository};
use domain::{Product, ProductDetails, ProductId, ProductName, Stock, StoredProduct};

use crate::World;

/// The catalogue of a world.
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

    /// The changes that delete a product.
    #[must_use]
    pub fn product_deletion(&self, product: &Product) -> Changes {
        let mut changes = self.changes();
        changes.delete(product.clone());
        changes
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
}
