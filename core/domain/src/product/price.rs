use super::ProductFault;
use crate::{Currency, Money};

/// The price of one unit of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price(Money);

impl Price {
    /// The highest amount, in the currency's smallest unit.
    pub const MAX_AMOUNT: u64 = 1_000_000_000_000;

    /// Parses a price.
    ///
    /// # Errors
    /// [`ProductFault::Amount`] below 0 and above [`Price::MAX_AMOUNT`].
    pub fn parse(amount: i64, currency: Currency) -> Result<Self, ProductFault> {
        Ok(Self::new(Self::validate_amount(amount)?, currency))
    }

    pub(super) fn validate_amount(amount: i64) -> Result<u64, ProductFault> {
        u64::try_from(amount).ok().filter(|amount| *amount <= Self::MAX_AMOUNT).ok_or(ProductFault::Amount)
    }

    pub(super) const fn new(amount: u64, currency: Currency) -> Self {
        Self(Money { amount, currency })
    }

    /// The price as money.
    #[must_use]
    pub const fn money(self) -> Money {
        self.0
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
