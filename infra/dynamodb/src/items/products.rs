use application::StoreError;
use domain::{
    Price, Product, ProductDescription, ProductDetails, ProductId, ProductName, Stock, StoredProduct, Version,
};

use super::{Attributes, Fields, Item, moment, number, text};
use crate::{
    keys::{Key, List},
    stored::{Entry, Listed, Stored},
};

/// The attribute with the units of a stock; absent if the stock is not tracked.
pub(crate) const STOCK: &str = "stock";

impl Stored for Product {
    fn key(&self) -> Key {
        Key::product(self.id())
    }

    fn attributes(&self) -> Attributes {
        let product = self.as_stored();
        let details = &product.details;
        let mut attributes = vec![
            ("id", text(product.id.to_string())),
            ("name", text(details.name.as_str())),
            ("created_at", moment(product.created_at)),
            ("updated_at", moment(product.updated_at)),
            ("version", number(product.version.number())),
        ];
        attributes.extend(details.description.as_ref().map(|description| ("description", text(description.as_str()))));
        if let Some(price) = details.price.map(Price::money) {
            attributes.push(("price_amount", number(price.amount)));
            attributes.push(("price_currency", text(price.currency.code())));
        }
        attributes.extend(details.stock.units().map(|units| (STOCK, number(units))));
        attributes
    }

    fn entries(&self) -> Vec<Entry> {
        vec![Entry {
            key: Key::product_entry(self.created_at(), self.id()),
            attributes: vec![("product_id", text(self.id().to_string()))],
            unique: None,
        }]
    }

    fn read(item: Item) -> Result<Self, StoreError> {
        let fields = Fields::of("products", item);
        let description = fields.optional_text("description")?.map(ProductDescription::parse).transpose();
        let price = fields
            .amount_and_currency(["price_amount", "price_currency"])?
            .map(|(amount, currency)| Price::parse(amount, currency))
            .transpose();
        let stock: Option<u64> = fields.optional_number(STOCK)?;
        Ok(Self::from_stored(StoredProduct {
            id: fields.id("id")?,
            details: ProductDetails {
                name: ProductName::parse(fields.text("name")?).map_err(|error| fields.corrupt("name", error))?,
                description: description.map_err(|error| fields.corrupt("description", error))?,
                price: price.map_err(|error| fields.corrupt("price_amount", error))?,
                stock: stock.map_or(Stock::Untracked, Stock::Units),
            },
            created_at: fields.moment("created_at")?,
            updated_at: fields.moment("updated_at")?,
            version: Version::new(fields.number("version")?),
        }))
    }
}

impl Listed for Product {
    const LIST: List = List::PRODUCTS;
    const NAME: &'static str = "product_id";

    fn key_of(id: ProductId) -> Key {
        Key::product(id)
    }
}
