use thiserror::Error;

/// A rule that a product breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProductFault {
    /// A product without a name.
    #[error("A product has a name.")]
    NameMissing,
    /// Nothing but white space, or more than [`ProductName::MAX_LENGTH`](crate::ProductName::MAX_LENGTH) characters.
    #[error("A name has 1 to 200 characters, not counting white space at its ends.")]
    NameLength,
    /// A control character in the name.
    #[error("A name has no control characters but newline and tab.")]
    NameCharacter,
    /// More than [`ProductDescription::MAX_LENGTH`](crate::ProductDescription::MAX_LENGTH) characters.
    #[error("A description has at most 4,000 characters.")]
    DescriptionLength,
    /// A control character in the description.
    #[error("A description has no control characters but newline and tab.")]
    DescriptionCharacter,
    /// An amount below 0 or above [`Price::MAX_AMOUNT`](crate::Price::MAX_AMOUNT).
    #[error("An amount is 0 to 1,000,000,000,000 of the currency's smallest unit.")]
    Amount,
    /// No currency of ISO 4217.
    #[error("A currency is one of ISO 4217, in three upper-case letters such as EUR.")]
    Currency,
    /// A stock below 0 or above [`Stock::MAX_SET`](crate::Stock::MAX_SET).
    #[error("A stock is 0 to 1,000,000,000, or null where nobody counts.")]
    Stock,
}
