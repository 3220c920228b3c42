use std::fmt;

use serde::{Deserialize, Serialize};

use super::ProductFault;
use crate::Quantity;

/// The stock of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Option<u64>", into = "Option<u64>")]
pub enum Stock {
    /// The stock is not tracked: there is always enough.
    Untracked,
    /// The number of units. Cancelled orders may bring it above [`Stock::MAX_SET`].
    Units(u64),
}

impl Stock {
    /// The most units that can be set.
    pub const MAX_SET: u64 = 1_000_000_000;

    /// Parses a stock that is to be set: a number of units, or untracked.
    ///
    /// # Errors
    /// [`ProductFault::Stock`] below 0 and above [`Stock::MAX_SET`].
    pub fn set(units: Option<i64>) -> Result<Self, ProductFault> {
        let Some(units) = units else { return Ok(Self::Untracked) };
        let units = u64::try_from(units).ok().filter(|units| *units <= Self::MAX_SET);
        units.map(Self::Units).ok_or(ProductFault::Stock)
    }

    /// The units; `None` for an untracked stock.
    #[must_use]
    pub const fn units(self) -> Option<u64> {
        match self {
            Self::Untracked => None,
            Self::Units(units) => Some(units),
        }
    }

    /// Whether the stock has this many units.
    #[must_use]
    pub fn has(self, quantity: Quantity) -> bool {
        self.units().is_none_or(|units| units >= quantity.into())
    }
}

impl From<Option<u64>> for Stock {
    fn from(units: Option<u64>) -> Self {
        units.map_or(Self::Untracked, Self::Units)
    }
}

impl From<Stock> for Option<u64> {
    fn from(stock: Stock) -> Self {
        stock.units()
    }
}

impl fmt::Display for Stock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untracked => formatter.write_str("untracked"),
            Self::Units(units) => units.fmt(formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stock_is_set_within_its_bounds() {
        assert_eq!(Stock::set(None), Ok(Stock::Untracked));
        assert_eq!(Stock::set(Some(0)), Ok(Stock::Units(0)));
        assert_eq!(Stock::set(Some(1_000_000_000)), Ok(Stock::Units(1_000_000_000)));
        for units in [-1, 1_000_000_001, i64::MIN, i64::MAX] {
            assert_eq!(Stock::set(Some(units)), Err(ProductFault::Stock), "{units}");
        }
    }

    #[test]
    fn there_is_always_enough_where_nobody_counts() {
        let two = Quantity::parse(2).unwrap();
        assert!(Stock::Untracked.has(two) && Stock::Units(2).has(two));
        assert!(!Stock::Units(1).has(two));
    }
}
