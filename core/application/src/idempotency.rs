use std::{borrow::Cow, time::Duration};

use domain::{Timestamp, UserId};
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

/// A client's name for one operation, so that the operation is done once however often the request is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

/// The text is not a valid [`IdempotencyKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("An idempotency key has 1 to 255 visible ASCII characters.")]
pub struct InvalidIdempotencyKey;

impl IdempotencyKey {
    /// The longest key, in characters.
    pub const MAX_LENGTH: usize = 255;

    /// Parses a key: 1 to 255 visible ASCII characters.
    ///
    /// # Errors
    /// [`InvalidIdempotencyKey`].
    pub fn parse(bytes: &[u8]) -> Result<Self, InvalidIdempotencyKey> {
        let fits = (1..=Self::MAX_LENGTH).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
        let text = fits.then(|| str::from_utf8(bytes).ok()).flatten();
        text.map(|text| Self(text.to_owned())).ok_or(InvalidIdempotencyKey)
    }

    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An operation that accepts a key, by a name that stays: stores hold it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotentOperation(Cow<'static, str>);

impl IdempotentOperation {
    /// The operation of a use case, by a name of at most 32 bytes: stores have room for no more.
    ///
    /// # Panics
    /// If the name is longer. In a constant, the build fails.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        assert!(name.len() <= 32, "the name of an operation has at most 32 bytes");
        Self(Cow::Borrowed(name))
    }

    /// The operation with the name that a store holds.
    #[must_use]
    pub const fn from_stored(name: String) -> Self {
        Self(Cow::Owned(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The scope of a key: users and operations don't share keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyScope {
    /// The user who sent the key.
    pub user: UserId,
    /// The requested operation.
    pub operation: IdempotentOperation,
    /// The key.
    pub key: IdempotencyKey,
}

/// Distinguishes requests that have the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of these parts: their SHA-256, each part preceded by its length.
    #[must_use]
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// The fingerprint with these bytes, from a store.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for storing.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The record of an idempotency key: written in the same commit as the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyRecord {
    /// The scope of the key.
    pub scope: IdempotencyScope,
    /// The fingerprint of the request.
    pub fingerprint: Fingerprint,
    /// The id of the created resource.
    pub resource_id: Uuid,
    /// When the record expires and the key is free again.
    pub expires_at: Timestamp,
}

impl IdempotencyRecord {
    /// How long a record is kept.
    pub const LIFETIME: Duration = Duration::from_hours(24);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_1_to_255_visible_characters() {
        for key in ["a", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", "!~", &"x".repeat(255)] {
            assert_eq!(IdempotencyKey::parse(key.as_bytes()).map(|key| key.as_str().to_owned()), Ok(key.to_owned()));
        }
        for other in ["", "a b", "a\tb", "ä", "a\0", "\u{7f}", &"x".repeat(256)] {
            assert_eq!(IdempotencyKey::parse(other.as_bytes()), Err(InvalidIdempotencyKey), "{other:?}");
        }
        assert_eq!(IdempotencyKey::parse(b"\xff"), Err(InvalidIdempotencyKey));
    }

    #[test]
    fn parts_are_distinguished() {
        let of = |parts: &[&str]| Fingerprint::of(parts.iter().map(|part| part.as_bytes()));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ab", ""]));
    }
}
