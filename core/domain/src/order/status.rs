use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use thiserror::Error;

/// The status of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[strum(parse_err_ty = UnknownOrderStatus, parse_err_fn = UnknownOrderStatus::new)]
pub enum OrderStatus {
    /// Placed; processing has not begun.
    Pending,
    /// Being prepared.
    Processing,
    /// On its way.
    Shipped,
    /// With the buyer.
    Delivered,
    /// Cancelled.
    Cancelled,
}

/// The text is not the name of a status.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no status of an order")]
pub struct UnknownOrderStatus(String);

impl OrderStatus {
    /// Every status.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The name of the status everywhere outside the code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The status that an order advances to from this one; `None` for a final status.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Pending => Some(Self::Processing),
            Self::Processing => Some(Self::Shipped),
            Self::Shipped => Some(Self::Delivered),
            Self::Delivered | Self::Cancelled => None,
        }
    }

    /// Whether an order with this status can still be cancelled.
    #[must_use]
    pub const fn is_cancellable(self) -> bool {
        match self {
            Self::Pending | Self::Processing => true,
            Self::Shipped | Self::Delivered | Self::Cancelled => false,
        }
    }
}

impl fmt::Display for OrderStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl UnknownOrderStatus {
    fn new(word: &str) -> Self {
        Self(word.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_back_from_its_word() {
        for &status in OrderStatus::ALL {
            assert_eq!(status.to_string().parse(), Ok(status));
        }
        assert_eq!("Pending".parse::<OrderStatus>(), Err(UnknownOrderStatus("Pending".to_owned())));
    }
}
