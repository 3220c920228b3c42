mod draft;
mod fault;
mod price;
mod stock;
mod text;

pub use draft::{EditDraft, InvalidProduct, ProductDetails, ProductDraft, ProductEdit};
pub use fault::ProductFault;
pub use price::Price;
pub use stock::Stock;
pub use text::{ProductDescription, ProductName};

use serde::{Deserialize, Serialize};

use crate::{Entity, Id, Timestamp, Version};

/// The identity of a [`Product`].
pub type ProductId = Id<Product>;

/// Something in the catalogue. It can be ordered once it has a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Product {
    stored: StoredProduct,
}

/// A product's fields as a store holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StoredProduct {
    /// The identity.
    pub id: ProductId,
    /// The fields that users set.
    pub details: ProductDetails,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was created or last edited. Orders change the stock without changing this time.
    pub updated_at: Timestamp,
    /// The version: how often the product was written; changes of the stock by orders don't count.
    pub version: Version,
}

impl Product {
    /// A new product.
    #[must_use]
    pub const fn new(id: ProductId, details: ProductDetails, now: Timestamp) -> Self {
        Self { stored: StoredProduct { id, details, created_at: now, updated_at: now, version: Version::FIRST } }
    }

    /// Restores a product from a store.
    #[must_use]
    pub const fn from_stored(stored: StoredProduct) -> Self {
        Self { stored }
    }

    /// The fields, for storing.
    #[must_use]
    pub const fn as_stored(&self) -> &StoredProduct {
        &self.stored
    }

    /// Applies the changes. The time of the last edit always moves, even if no field changes.
    pub fn edit(&mut self, edit: ProductEdit, now: Timestamp) {
        let details = &mut self.stored.details;
        edit.name.apply(&mut details.name);
        edit.description.apply(&mut details.description);
        edit.price.apply(&mut details.price);
        edit.stock.apply(&mut details.stock);
        self.stored.updated_at = now.following(self.stored.updated_at);
    }

    /// A name of the state that a reader sees (an entity tag): another state has another name. An order that changes the
    /// stock makes another state.
    #[must_use]
    pub fn state(&self) -> String {
        format!("{}-{}", self.stored.version.number(), self.stored.details.stock)
    }

    /// The identity.
    #[must_use]
    pub const fn id(&self) -> ProductId {
        self.stored.id
    }

    /// The name.
    #[must_use]
    pub const fn name(&self) -> &ProductName {
        &self.stored.details.name
    }

    /// The description.
    #[must_use]
    pub const fn description(&self) -> Option<&ProductDescription> {
        self.stored.details.description.as_ref()
    }

    /// The price; without a price the product can't be ordered.
    #[must_use]
    pub const fn price(&self) -> Option<Price> {
        self.stored.details.price
    }

    /// The stock.
    #[must_use]
    pub const fn stock(&self) -> Stock {
        self.stored.details.stock
    }

    /// When it was created.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.stored.created_at
    }

    /// When it was created or last edited.
    #[must_use]
    pub const fn updated_at(&self) -> Timestamp {
        self.stored.updated_at
    }

    /// The version that was read.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.stored.version
    }
}

impl Entity for Product {
    const COLLECTION: &'static str = "products";

    fn id(&self) -> Id<Self> {
        self.stored.id
    }

    fn created_at(&self) -> Timestamp {
        self.stored.created_at
    }

    fn version(&self) -> Version {
        self.stored.version
    }

    fn into_next_version(mut self) -> Self {
        self.stored.version = self.stored.version.next();
        self
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::Edit;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_unix_millis(millis).unwrap()
    }

    fn product() -> Product {
        let details = ProductDetails {
            name: ProductName::parse("Tea").unwrap(),
            description: None,
            price: None,
            stock: Stock::Units(3),
        };
        Product::new(ProductId::new(Uuid::from_u128(1)), details, at(1_000))
    }

    #[test]
    fn an_edit_changes_what_it_names_and_keeps_the_rest() {
        let mut product = product();
        let price = Price::parse(250, "EUR".parse().unwrap()).unwrap();
        product.edit(ProductEdit { price: Edit::Set(Some(price)), ..ProductEdit::default() }, at(2_000));
        assert_eq!((product.name().as_str(), product.price(), product.stock()), ("Tea", Some(price), Stock::Units(3)));
        assert_eq!((product.created_at(), product.updated_at()), (at(1_000), at(2_000)));
    }

    #[test]
    fn an_edit_of_nothing_moves_the_time_also_while_the_clock_stands_or_goes_back() {
        let mut product = product();
        for (now, expected) in [(1_000, 1_001), (500, 1_002), (3_000, 3_000)] {
            product.edit(ProductEdit::default(), at(now));
            assert_eq!(product.updated_at(), at(expected));
        }
    }

    #[test]
    fn states_differ_by_version_and_stock() {
        let product = product();
        let with = |stock| {
            let mut stored = product.as_stored().clone();
            stored.details.stock = stock;
            Product::from_stored(stored).state()
        };
        assert_eq!(with(Stock::Units(3)), product.state());
        for other in [with(Stock::Units(2)), with(Stock::Untracked), product.clone().into_next_version().state()] {
            assert_ne!(other, product.state());
        }
    }
}
