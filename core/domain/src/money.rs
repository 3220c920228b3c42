use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// A currency of ISO 4217, named by its three upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

/// A text that names no currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("A currency is one of ISO 4217, in three upper-case letters such as EUR.")]
pub struct UnknownCurrency;

impl Currency {
    /// The three letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(code: &str) -> Result<Self, UnknownCurrency> {
        iso_currency::Currency::from_code(code).map(Self).ok_or(UnknownCurrency)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// An amount of money that is not negative, exact to the currency's smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// The amount in the smallest unit: cents of EUR, yen of JPY.
    pub amount: u64,
    /// The currency.
    pub currency: Currency,
}

/// An amount of money, not validated yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyDraft {
    /// The amount in the currency's smallest unit.
    pub amount: i64,
    /// The currency's code.
    pub currency: String,
}

impl Money {
    /// The highest amount that can be set, in the currency's smallest unit.
    pub const MAX_SET: u64 = 1_000_000_000_000;

    /// An amount that can be set; `None` below 0 and above [`Money::MAX_SET`].
    pub(crate) fn amount(amount: i64) -> Option<u64> {
        u64::try_from(amount).ok().filter(|amount| *amount <= Self::MAX_SET)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_named_to_the_letter() {
        for code in ["EUR", "USD", "JPY", "CHF"] {
            assert_eq!(code.parse::<Currency>().map(Currency::code), Ok(code));
        }
        for other in ["eur", "Eur", "EU", "EURO", "EUR ", "QQQ", "", "ÉUR"] {
            assert_eq!(other.parse::<Currency>(), Err(UnknownCurrency), "{other:?}");
        }
    }
}
