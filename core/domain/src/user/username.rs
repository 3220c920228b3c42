use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A user's name: 5 to 20 of `A-Z a-z 0-9 . _ -`, with a letter or digit at both ends and no two of `. _ -` in a row.
///
/// It is shown as typed; [`Username::key`] is unique.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Username {
    typed: String,
}

/// Why a text is not a valid [`Username`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidUsername {
    /// It has fewer than 5 or more than 20 characters.
    #[error("A username has 5 to 20 characters.")]
    Length,
    /// It has a character other than the allowed ones.
    #[error("A username consists of the letters A to Z and a to z, digits, `.`, `_` and `-`.")]
    Character,
    /// The first or last character is `.`, `_` or `-`.
    #[error("A username begins and ends with a letter or digit.")]
    Edge,
    /// It has two of `.`, `_` and `-` in a row.
    #[error("A username has no two of `.`, `_` and `-` in a row.")]
    AdjacentSpecials,
}

impl Username {
    /// The shortest username, in characters.
    pub const MIN_LENGTH: usize = 5;
    /// The longest username, in characters.
    pub const MAX_LENGTH: usize = 20;

    /// Parses a username.
    ///
    /// # Errors
    /// [`InvalidUsername`] for the first rule that `text` violates.
    pub fn parse(text: &str) -> Result<Self, InvalidUsername> {
        if !(Self::MIN_LENGTH..=Self::MAX_LENGTH).contains(&text.chars().count()) {
            return Err(InvalidUsername::Length);
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_special(byte)) {
            return Err(InvalidUsername::Character);
        }
        if text.bytes().next().is_some_and(is_special) || text.bytes().next_back().is_some_and(is_special) {
            return Err(InvalidUsername::Edge);
        }
        if text.bytes().zip(text.bytes().skip(1)).any(|(left, right)| is_special(left) && is_special(right)) {
            return Err(InvalidUsername::AdjacentSpecials);
        }
        Ok(Self { typed: text.to_owned() })
    }

    /// The name as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// The name in lower case: two names with one key are the same name.
    #[must_use]
    pub fn key(&self) -> String {
        self.typed.to_ascii_lowercase()
    }
}

impl TryFrom<String> for Username {
    type Error = InvalidUsername;

    fn try_from(text: String) -> Result<Self, InvalidUsername> {
        Self::parse(&text)
    }
}

impl From<Username> for String {
    fn from(username: Username) -> Self {
        username.typed
    }
}

impl fmt::Display for Username {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.typed)
    }
}

const fn is_special(byte: u8) -> bool {
    matches!(byte, b'.' | b'_' | b'-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_within_the_rules_are_kept_as_typed() {
        for name in ["alice", "Al1ce", "a.b-c_d", "12345", "A2345678901234567890"] {
            assert_eq!(Username::parse(name).map(|username| username.as_str().to_owned()), Ok(name.to_owned()));
        }
    }

    #[test]
    fn each_broken_rule_is_named() {
        let cases = [
            ("", InvalidUsername::Length),
            ("abcd", InvalidUsername::Length),
            ("a23456789012345678901", InvalidUsername::Length),
            ("alice smith", InvalidUsername::Character),
            ("alicé", InvalidUsername::Character),
            ("alice\0", InvalidUsername::Character),
            ("alice@x", InvalidUsername::Character),
            (".alice", InvalidUsername::Edge),
            ("alice-", InvalidUsername::Edge),
            ("al..ice", InvalidUsername::AdjacentSpecials),
            ("al._ice", InvalidUsername::AdjacentSpecials),
        ];
        for (name, refusal) in cases {
            assert_eq!(Username::parse(name), Err(refusal), "{name:?}");
        }
    }

    #[test]
    fn names_that_differ_by_case_share_a_key() {
        assert_eq!(Username::parse("Alice").unwrap().key(), Username::parse("aLICE").unwrap().key());
    }

    proptest! {
        #[test]
        fn whatever_the_pattern_of_the_contract_allows_parses(name in "[A-Za-z0-9]([._-]?[A-Za-z0-9]){4,9}") {
            prop_assert!(Username::parse(&name).is_ok());
        }

        #[test]
        fn no_text_makes_it_panic(name in any::<String>()) {
            if let Ok(username) = Username::parse(&name) {
                prop_assert_eq!(username.as_str(), name.as_str());
            }
        }
    }
}
