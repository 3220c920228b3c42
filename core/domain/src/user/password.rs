use std::{collections::HashSet, fmt, sync::LazyLock};

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::Username;

/// A password in clear, in Unicode normalization form C: the same password typed on two keyboards is the same text
/// (NIST SP 800-63B-4, section 3.1.1.2, demands one form before hashing).
#[derive(Clone)]
pub struct Password {
    normalized: SecretString,
}

impl Password {
    /// Any text that was typed as a password: for comparison with a hash, never for storing.
    #[must_use]
    pub fn typed(text: &SecretString) -> Self {
        let normalized: String = text.expose_secret().nfc().collect();
        Self { normalized: normalized.into() }
    }
}

impl ExposeSecret<str> for Password {
    fn expose_secret(&self) -> &str {
        self.normalized.expose_secret()
    }
}

/// A password that satisfies the [`PasswordPolicy`] and may be set.
#[derive(Clone)]
pub struct NewPassword {
    password: Password,
}

/// The rules for new passwords. There are no composition rules: they make passwords worse (NIST SP 800-63B-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// The fewest characters.
    pub min_length: usize,
}

/// Why a text is not accepted as a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidPassword {
    /// It has fewer characters than the policy requires.
    #[error("A password has at least {min_length} characters.")]
    TooShort {
        /// The fewest characters.
        min_length: usize,
    },
    /// It has more than [`NewPassword::MAX_LENGTH`] characters.
    #[error("A password has at most 128 characters.")]
    TooLong,
    /// It is among the passwords that attackers try first.
    #[error("This password is among the most common ones; choose another.")]
    Common,
    /// It is the account's own username, ignoring case.
    #[error("A password must differ from the username.")]
    IsUsername,
}

impl NewPassword {
    /// The longest password, in Unicode scalar values.
    pub const MAX_LENGTH: usize = 128;

    /// Validates a new password for the account `username`.
    ///
    /// # Errors
    /// [`InvalidPassword`] for the first rule that is violated.
    pub fn choose(text: &SecretString, username: &Username, policy: PasswordPolicy) -> Result<Self, InvalidPassword> {
        let password = Password::typed(text);
        let length = password.expose_secret().chars().count();
        if length < policy.min_length {
            return Err(InvalidPassword::TooShort { min_length: policy.min_length });
        }
        if length > Self::MAX_LENGTH {
            return Err(InvalidPassword::TooLong);
        }
        let folded = password.expose_secret().to_lowercase();
        if folded == username.key() {
            return Err(InvalidPassword::IsUsername);
        }
        if COMMON_PASSWORDS.contains(folded.as_str()) {
            return Err(InvalidPassword::Common);
        }
        Ok(Self { password })
    }

    /// The password in clear.
    #[must_use]
    pub const fn as_password(&self) -> &Password {
        &self.password
    }
}

/// The hash of a password, in the text form that names its scheme and cost. Printing it shows nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash {
    encoded: String,
}

impl PasswordHash {
    /// The hash with this text form.
    #[must_use]
    pub const fn new(encoded: String) -> Self {
        Self { encoded }
    }
}

impl ExposeSecret<str> for PasswordHash {
    fn expose_secret(&self) -> &str {
        &self.encoded
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PasswordHash([REDACTED])")
    }
}

/// The passwords of eight and more characters among the 30,000 most common ones, in lower case.
static COMMON_PASSWORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../data/common_passwords.txt").lines().collect());

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: PasswordPolicy = PasswordPolicy { min_length: 8 };

    fn choose(text: &str) -> Result<(), InvalidPassword> {
        let username = Username::parse("Walter.White").unwrap();
        NewPassword::choose(&text.into(), &username, POLICY).map(|_| ())
    }

    #[test]
    fn length_counts_scalar_values_after_normalization() {
        assert_eq!(choose("e\u{301}e\u{301}e\u{301}e\u{301}"), Err(InvalidPassword::TooShort { min_length: 8 }));
        assert_eq!(choose(&"e\u{301}".repeat(128)), Ok(()));
        assert_eq!(choose(&"x".repeat(129)), Err(InvalidPassword::TooLong));
        assert_eq!(choose(&"\u{1F980}".repeat(8)), Ok(()));
    }

    #[test]
    fn no_character_classes_are_required() {
        for text in ["mnmnmnmnmn", "        ", "pw\0pw\0pw", "tränenreich"] {
            assert_eq!(choose(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn common_passwords_are_refused_in_any_case() {
        for text in ["password", "PassWord123", "qwertyuiop", "12345678"] {
            assert_eq!(choose(text), Err(InvalidPassword::Common), "{text:?}");
        }
    }

    #[test]
    fn the_username_is_refused_in_any_case() {
        assert_eq!(choose("wALTER.wHITE"), Err(InvalidPassword::IsUsername));
    }

    #[test]
    fn the_list_holds_thousands() {
        assert!(COMMON_PASSWORDS.len() > 11_000);
    }

    #[test]
    fn one_password_typed_two_ways_is_one_password() {
        assert_eq!(
            Password::typed(&"cafe\u{301}".into()).expose_secret(),
            Password::typed(&"caf\u{e9}".into()).expose_secret()
        );
    }

    #[test]
    fn a_hash_is_not_printed() {
        assert_eq!(format!("{:?}", PasswordHash::new("$2b$12$x".into())), "PasswordHash([REDACTED])");
    }
}
