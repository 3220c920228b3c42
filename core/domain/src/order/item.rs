use strum::{EnumString, IntoStaticStr};

use super::Quantity;
use crate::{Price, ProductId, ProductName};

/// One product of an order, as it was when it was ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderItem {
    /// Which product; it may be gone by now.
    pub product_id: ProductId,
    /// What it was called.
    pub name: ProductName,
    /// How much of it.
    pub quantity: Quantity,
    /// What one unit cost.
    pub unit_price: Price,
    /// Whether the order took it from a stock.
    pub claim: StockClaim,
}

/// Whether an order took an item from a stock: only what was taken is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum StockClaim {
    /// The product's stock was counted, and went down.
    Taken,
    /// Nobody counted.
    None,
}

impl StockClaim {
    /// The word that names the claim in stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The claim of this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}
