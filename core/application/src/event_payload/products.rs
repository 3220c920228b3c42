use domain::{Edit, Price, Product, ProductDescription, ProductEdit, ProductName};
use schemars::JsonSchema;
use serde::Serialize;

use super::{data, names::MoneyData};
use crate::EventData;

/// The fields of the product.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ProductFields<'a> {
    /// The name.
    #[schemars(example = &"Teapot")]
    name: &'a str,
    /// The description, if there is one.
    #[schemars(example = &"Holds a litre and does not drip.")]
    description: Option<&'a str>,
    /// The price of one unit; null if the product can't be ordered.
    price: Option<MoneyData>,
    /// The number of units in stock; null if the stock is not tracked.
    #[schemars(with = "Option<i64>", range(min = 0), example = 12)]
    stock: Option<u64>,
}

/// The fields that were set, with their new values. The others are absent, and unchanged.
#[derive(Serialize, JsonSchema)]
#[expect(clippy::option_option, reason = "what was not set is absent, and what was removed is null")]
pub(crate) struct ProductEdited<'a> {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&str", example = &"Teapot")]
    name: Option<&'a str>,
    /// The description; null if it was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<&str>", example = &"Holds a litre and does not drip.")]
    description: Option<Option<&'a str>>,
    /// The price of one unit; null if it was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<MoneyData>")]
    price: Option<Option<MoneyData>>,
    /// The number of units in stock; null if the stock is no longer tracked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<i64>", range(min = 0), example = 12)]
    stock: Option<Option<u64>>,
}

/// The name of the deleted product.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ProductDeleted<'a> {
    /// The name.
    #[schemars(example = &"Teapot")]
    name: &'a str,
}

/// The payload for a product that was created: all its fields.
#[must_use]
pub fn of_product(product: &Product) -> EventData {
    data(&ProductFields {
        name: product.name().as_str(),
        description: product.description().map(ProductDescription::as_str),
        price: product.price().map(money),
        stock: product.stock().units(),
    })
}

/// The payload for a product that was edited: the new values of the fields that the edit set.
#[must_use]
pub fn of_product_edit(edit: &ProductEdit) -> EventData {
    data(&ProductEdited {
        name: set(&edit.name).map(ProductName::as_str),
        description: set(&edit.description).map(|text| text.as_ref().map(ProductDescription::as_str)),
        price: set(&edit.price).map(|price| price.map(money)),
        stock: set(&edit.stock).map(|stock| stock.units()),
    })
}

/// The payload for a product that was deleted: its name.
#[must_use]
pub fn of_product_deletion(product: &Product) -> EventData {
    data(&ProductDeleted { name: product.name().as_str() })
}

const fn set<T>(edit: &Edit<T>) -> Option<&T> {
    match edit {
        Edit::Keep => None,
        Edit::Set(value) => Some(value),
    }
}

fn money(price: Price) -> MoneyData {
    price.money().into()
}
