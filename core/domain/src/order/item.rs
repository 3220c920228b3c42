use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use super::Quantity;
use crate::{Price, ProductId, ProductName};

/// One line of an order: the product as it was when the order was placed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct OrderItem {
    /// The product; it may have been deleted since.
    pub product_id: ProductId,
    /// The product's name.
    pub name: ProductName,
    /// The quantity.
    pub quantity: Quantity,
    /// The price of one unit.
    pub unit_price: Price,
    /// Whether the order took the units from the product's stock.
    pub claim: StockClaim,
}

/// Whether an order took an item from stock: a cancellation gives back only what was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StockClaim {
    /// The product's stock was tracked and went down.
    Taken,
    /// The product's stock was not tracked.
    None,
}

impl StockClaim {
    /// The name of the claim in stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The claim with this name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}
