use serde::{Deserialize, Serialize};

use super::ProductFault;
use crate::{Currency, Money};

/// The price of one unit of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Money")]
pub struct Price(Money);

impl Price {
    /// The highest amount, in the currency's smallest unit.
    pub const MAX_AMOUNT: u64 = Money::MAX_SET;

    /// Parses a price.
    ///
    /// # Errors
    /// [`ProductFault::Amount`] below 0 and above [`Price::MAX_AMOUNT`].
    pub fn parse(amount: i64, currency: Currency) -> Result<Self, ProductFault> {
        Money::amount(amount).map(|amount| Self(Money { amount, currency })).ok_or(ProductFault::Amount)
    }

    pub(super) const fn new(money: Money) -> Self {
        Self(money)
    }

    /// The price as money.
    #[must_use]
    pub const fn money(self) -> Money {
        self.0
    }
}

impl TryFrom<Money> for Price {
    type Error = ProductFault;

    fn try_from(money: Money) -> Result<Self, ProductFault> {
        if money.amount <= Self::MAX_AMOUNT { Ok(Self(money)) } else { Err(ProductFault::Amount) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_has_bounds() {
        let currency: Currency = "EUR".parse().unwrap();
        for amount in [0, 1_000_000_000_000] {
            assert_eq!(Price::parse(amount, currency).map(|price| price.money().amount), Ok(amount.unsigned_abs()));
        }
        for amount in [-1, 1_000_000_000_001, i64::MIN, i64::MAX] {
            assert_eq!(Price::parse(amount, currency), Err(ProductFault::Amount), "{amount}");
        }
    }
}
