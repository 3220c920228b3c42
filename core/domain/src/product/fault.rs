use thiserror::Error;

/// A validation error of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProductFault {
    /// The name is missing.
    #[error("A product has a name.")]
    NameMissing,
    /// The name is only white space, or has more than [`ProductName::MAX_LENGTH`](crate::ProductName::MAX_LENGTH)
    /// characters.
    #[error("A name has 1 to 200 characters, not counting white space at its ends.")]
    NameLength,
    /// The name has a control character.
    #[error("A name has no control characters but newline and tab.")]
    NameCharacter,
    /// The description has more than [`ProductDescription::MAX_LENGTH`](crate::ProductDescription::MAX_LENGTH)
    /// characters.
    #[error("A description has at most 4,000 characters.")]
    DescriptionLength,
    /// The description has a control character.
    #[error("A description has no control characters but newline and tab.")]
    DescriptionCharacter,
    /// The amount is below 0 or above [`Price::MAX_AMOUNT`](crate::Price::MAX_AMOUNT).
    #[error("An amount is 0 to 1,000,000,000,000 of the currency's smallest unit.")]
    Amount,
    /// The currency is not in ISO 4217.
    #[error("A currency is one of ISO 4217, in three upper-case letters such as EUR.")]
    Currency,
    /// The stock is below 0 or above [`Stock::MAX_SET`](crate::Stock::MAX_SET).
    #[error("A stock is 0 to 1,000,000,000, or null if it is not tracked.")]
    Stock,
}
