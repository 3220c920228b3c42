use application::StoreError;
use domain::{
    Currency, Price, Product, ProductDescription, ProductDetails, ProductName, Stock, StoredProduct, Version,
};

use super::{Attributes, Fields, Item, moment, number, text};

/// The attribute with the units of a stock; none where nobody counts.
pub(crate) const STOCK: &str = "stock";

/// What a product has beside its key and its stock, and which of its attributes it has not.
pub(crate) fn attributes(product: &Product) -> (Attributes, Vec<&'static str>) {
    let product = product.as_stored();
    let details = &product.details;
    let mut attributes = vec![
        ("id", text(product.id.to_string())),
        ("name", text(details.name.as_str())),
        ("created_at", moment(product.created_at)),
        ("updated_at", moment(product.updated_at)),
        ("version", number(product.version.number())),
    ];
    let mut lacking = Vec::new();
    match &details.description {
        Some(description) => attributes.push(("description", text(description.as_str()))),
        None => lacking.push("description"),
    }
    match details.price.map(Price::money) {
        Some(price) => {
            attributes.push(("price_amount", number(price.amount)));
            attributes.push(("price_currency", text(price.currency.code())));
        }
        None => lacking.extend(["price_amount", "price_currency"]),
    }
    (attributes, lacking)
}

pub(crate) fn product(item: Item) -> Result<Product, StoreError> {
    let fields = Fields::of("products", item);
    let description = fields.optional_text("description")?.map(ProductDescription::parse).transpose();
    let stock: Option<u64> = fields.optional_number(STOCK)?;
    Ok(Product::from_stored(StoredProduct {
        id: fields.id("id")?,
        details: ProductDetails {
            name: ProductName::parse(fields.text("name")?).map_err(|error| fields.broken("name", error))?,
            description: description.map_err(|error| fields.broken("description", error))?,
            price: price(&fields)?,
            stock: stock.map_or(Stock::Untracked, Stock::Units),
        },
        created_at: fields.moment("created_at")?,
        updated_at: fields.moment("updated_at")?,
        version: Version::new(fields.number("version")?),
    }))
}

fn price(fields: &Fields) -> Result<Option<Price>, StoreError> {
    match (fields.optional_number("price_amount")?, fields.optional_text("price_currency")?) {
        (None, None) => Ok(None),
        (Some(amount), Some(_)) => {
            let currency: Currency = fields.parsed("price_currency")?;
            Price::parse(amount, currency).map(Some).map_err(|error| fields.broken("price_amount", error))
        }
        (Some(_), None) => Err(fields.broken("price_currency", "there is an amount, and no currency")),
        (None, Some(_)) => Err(fields.broken("price_amount", "there is a currency, and no amount")),
    }
}
