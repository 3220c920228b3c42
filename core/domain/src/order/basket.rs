use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ProductId;

/// How many units of one product are ordered: 1 to 1,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64")]
pub struct Quantity(u32);

/// The number is not a valid [`Quantity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("A quantity is 1 to 1,000,000.")]
pub struct InvalidQuantity;

impl Quantity {
    /// The most units of one product in an order.
    pub const MAX: u32 = 1_000_000;

    /// Parses a quantity.
    ///
    /// # Errors
    /// [`InvalidQuantity`] below 1 and above [`Quantity::MAX`].
    pub fn parse(units: i64) -> Result<Self, InvalidQuantity> {
        u32::try_from(units).ok().filter(|units| (1..=Self::MAX).contains(units)).map(Self).ok_or(InvalidQuantity)
    }

    /// The units.
    #[must_use]
    pub const fn units(self) -> u32 {
        self.0
    }
}

impl TryFrom<i64> for Quantity {
    type Error = InvalidQuantity;

    fn try_from(units: i64) -> Result<Self, InvalidQuantity> {
        Self::parse(units)
    }
}

impl From<Quantity> for u64 {
    fn from(quantity: Quantity) -> Self {
        quantity.0.into()
    }
}

/// The products to order: 1 to 50, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    lines: Vec<BasketLine>,
}

/// One product of a [`Basket`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasketLine {
    /// The product.
    pub product: ProductId,
    /// How many units of it.
    pub quantity: Quantity,
}

/// Why these lines are not a valid [`Basket`]. Lines are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidBasket {
    /// No line, or more than [`Basket::MAX_LINES`].
    #[error("An order has 1 to 50 items.")]
    Count,
    /// The quantity of a line is invalid.
    #[error("A quantity is 1 to 1,000,000.")]
    Quantity {
        /// The line.
        line: usize,
    },
    /// A line repeats the product of an earlier line.
    #[error("A product can appear only once in an order. Add up its quantities.")]
    Duplicate {
        /// The line.
        line: usize,
    },
}

impl Basket {
    /// The most products of an order.
    pub const MAX_LINES: usize = 50;

    /// Parses products with their quantities.
    ///
    /// # Errors
    /// [`InvalidBasket`] for the first line that is invalid.
    pub fn parse(wanted: &[(ProductId, i64)]) -> Result<Self, InvalidBasket> {
        if !(1..=Self::MAX_LINES).contains(&wanted.len()) {
            return Err(InvalidBasket::Count);
        }
        let mut lines = Vec::with_capacity(wanted.len());
        let mut products = HashSet::new();
        for (line, (product, units)) in wanted.iter().copied().enumerate() {
            let quantity = Quantity::parse(units).map_err(|_| InvalidBasket::Quantity { line })?;
            if !products.insert(product) {
                return Err(InvalidBasket::Duplicate { line });
            }
            lines.push(BasketLine { product, quantity });
        }
        Ok(Self { lines })
    }

    /// The lines, in the given order.
    #[must_use]
    pub fn lines(&self) -> &[BasketLine] {
        &self.lines
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(number: usize) -> ProductId {
        ProductId::new(Uuid::from_u128(number.try_into().unwrap()))
    }

    #[test]
    fn a_quantity_has_bounds() {
        assert_eq!(Quantity::parse(1).map(Quantity::units), Ok(1));
        assert_eq!(Quantity::parse(1_000_000).map(Quantity::units), Ok(1_000_000));
        for units in [0, -1, 1_000_001, 1 << 31, i64::MIN, i64::MAX] {
            assert_eq!(Quantity::parse(units), Err(InvalidQuantity), "{units}");
        }
    }

    #[test]
    fn a_basket_has_1_to_50_products() {
        let lines: Vec<_> = (0..51).map(|number| (id(number), 1)).collect();
        assert_eq!(Basket::parse(&[]), Err(InvalidBasket::Count));
        assert_eq!(Basket::parse(&lines), Err(InvalidBasket::Count));
        assert_eq!(Basket::parse(&lines[..50]).unwrap().lines().len(), 50);
    }

    #[test]
    fn the_line_at_fault_is_reported() {
        assert_eq!(Basket::parse(&[(id(1), 1), (id(2), 0)]), Err(InvalidBasket::Quantity { line: 1 }));
        assert_eq!(Basket::parse(&[(id(1), 1), (id(2), 1), (id(1), 1)]), Err(InvalidBasket::Duplicate { line: 2 }));
    }
}
