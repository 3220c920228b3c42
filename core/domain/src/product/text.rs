use std::fmt;

use serde::{Deserialize, Serialize};

use super::ProductFault;
use crate::text::{TextFault, is_unfit, trimmed};

/// A product's name: 1 to 200 characters, without white space at its ends and without control characters other than
/// newline and tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct ProductName(String);

/// A product's description: at most 4,000 characters, without control characters other than newline and tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct ProductDescription(String);

impl ProductName {
    /// The most characters (Unicode scalar values) of a name.
    pub const MAX_LENGTH: usize = 200;

    /// Parses a name; white space at its ends is dropped.
    ///
    /// # Errors
    /// [`ProductFault::NameLength`] and [`ProductFault::NameCharacter`].
    pub fn parse(text: &str) -> Result<Self, ProductFault> {
        trimmed(text, &(1..=Self::MAX_LENGTH)).map(Self).map_err(|fault| match fault {
            TextFault::Length => ProductFault::NameLength,
            TextFault::Character => ProductFault::NameCharacter,
        })
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ProductDescription {
    /// The most characters (Unicode scalar values) of a description.
    pub const MAX_LENGTH: usize = 4_000;

    /// Parses a description; white space at its ends is kept.
    ///
    /// # Errors
    /// [`ProductFault::DescriptionLength`] and [`ProductFault::DescriptionCharacter`].
    pub fn parse(text: &str) -> Result<Self, ProductFault> {
        if text.chars().count() > Self::MAX_LENGTH {
            return Err(ProductFault::DescriptionLength);
        }
        if text.chars().any(is_unfit) {
            return Err(ProductFault::DescriptionCharacter);
        }
        Ok(Self(text.to_owned()))
    }

    /// The description.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ProductName {
    type Error = ProductFault;

    fn try_from(text: String) -> Result<Self, ProductFault> {
        Self::parse(&text)
    }
}

impl TryFrom<String> for ProductDescription {
    type Error = ProductFault;

    fn try_from(text: String) -> Result<Self, ProductFault> {
        Self::parse(&text)
    }
}

impl fmt::Display for ProductName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_counted_after_trimming() {
        let longest = "ä".repeat(200);
        for (text, name) in
            [("Tea", "Tea"), (" \t Tea\npot \u{3000}", "Tea\npot"), ("🫖", "🫖"), (&format!(" {longest} "), &longest)]
        {
            assert_eq!(ProductName::parse(text).map(|name| name.to_string()), Ok(name.to_owned()));
        }
        for text in ["", " \n\t", &"x".repeat(201)] {
            assert_eq!(ProductName::parse(text), Err(ProductFault::NameLength), "{text:?}");
        }
    }

    #[test]
    fn control_characters_are_refused_but_for_newline_and_tab() {
        for text in ["a\0b", "a\rb", "a\u{7f}b", "a\u{85}b", "a\u{1b}[0m"] {
            assert_eq!(ProductName::parse(text), Err(ProductFault::NameCharacter), "{text:?}");
            assert_eq!(ProductDescription::parse(text), Err(ProductFault::DescriptionCharacter), "{text:?}");
        }
        assert_eq!(ProductDescription::parse(" a\n\tb ").map(|text| text.as_str().to_owned()), Ok(" a\n\tb ".into()));
    }

    #[test]
    fn a_description_may_be_empty_and_has_an_end() {
        assert!(ProductDescription::parse("").is_ok());
        assert!(ProductDescription::parse(&"ä".repeat(4_000)).is_ok());
        assert_eq!(ProductDescription::parse(&"x".repeat(4_001)), Err(ProductFault::DescriptionLength));
    }

    proptest! {
        #[test]
        fn a_name_that_was_read_reads_as_itself(text in any::<String>()) {
            if let Ok(name) = ProductName::parse(&text) {
                prop_assert_eq!(ProductName::parse(name.as_str()), Ok(name));
            }
        }
    }
}
