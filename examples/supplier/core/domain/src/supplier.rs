use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Edit, Entity, Id, Timestamp, Version,
    draft::Faults,
    text::{TextFault, trimmed},
};

/// The identity of a [`Supplier`].
pub type SupplierId = Id<Supplier>;

/// A supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Supplier {
    stored: StoredSupplier,
}

/// The fields of a supplier as a store holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StoredSupplier {
    /// The identity.
    pub id: SupplierId,
    /// The fields that users set.
    pub details: SupplierDetails,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was created or last updated.
    pub updated_at: Timestamp,
    /// How often it was written.
    pub version: Version,
}

/// The fields of a supplier that users set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SupplierDetails {
    /// The name, which no other supplier has.
    pub name: SupplierName,
    /// The email.
    pub email: Option<SupplierEmail>,
}

/// The name of a supplier: 1 to 100 characters, without white space at its ends and without control characters but
/// newline and tab. Two names are the same where their characters are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct SupplierName(String);

/// The email of a supplier: 3 to 254 characters, without white space at its ends and without control characters but
/// newline and tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct SupplierEmail(String);

/// The input for a supplier, not validated yet. A field that is kept stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierDraft {
    /// The name.
    pub name: Edit<Option<String>>,
    /// The email.
    pub email: Edit<Option<String>>,
}

/// Every rule that a draft breaks, at least one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("a supplier breaks {} rules", .0.len())]
pub struct InvalidSupplier(pub Vec<SupplierFault>);

/// A rule that a supplier breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SupplierFault {
    /// The name is missing.
    #[error("A supplier has a name.")]
    NameMissing,
    /// The name has too few or too many characters.
    #[error("A name has 1 to 100 characters, not counting white space at its ends.")]
    NameLength,
    /// The name has a control character.
    #[error("A name has no control characters but newline and tab.")]
    NameCharacter,
    /// The email has too few or too many characters.
    #[error("An email has 3 to 254 characters, not counting white space at its ends.")]
    EmailLength,
    /// The email has a control character.
    #[error("An email has no control characters but newline and tab.")]
    EmailCharacter,
}

impl SupplierName {
    /// How many characters a name has.
    pub const LENGTH: RangeInclusive<usize> = 1..=100;

    /// Reads a name; white space at its ends does not count.
    ///
    /// # Errors
    /// [`SupplierFault::NameLength`] and [`SupplierFault::NameCharacter`].
    pub fn parse(text: &str) -> Result<Self, SupplierFault> {
        trimmed(text, &Self::LENGTH).map(Self).map_err(|fault| match fault {
            TextFault::Length => SupplierFault::NameLength,
            TextFault::Character => SupplierFault::NameCharacter,
        })
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SupplierName {
    type Error = SupplierFault;

    fn try_from(text: String) -> Result<Self, SupplierFault> {
        Self::parse(&text)
    }
}

impl SupplierEmail {
    /// How many characters an email has.
    pub const LENGTH: RangeInclusive<usize> = 3..=254;

    /// Reads an email; white space at its ends does not count.
    ///
    /// # Errors
    /// [`SupplierFault::EmailLength`] and [`SupplierFault::EmailCharacter`].
    pub fn parse(text: &str) -> Result<Self, SupplierFault> {
        trimmed(text, &Self::LENGTH).map(Self).map_err(|fault| match fault {
            TextFault::Length => SupplierFault::EmailLength,
            TextFault::Character => SupplierFault::EmailCharacter,
        })
    }

    /// The email.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SupplierEmail {
    type Error = SupplierFault;

    fn try_from(text: String) -> Result<Self, SupplierFault> {
        Self::parse(&text)
    }
}

impl SupplierDraft {
    /// Validates the draft for a supplier with these `details`, or for a new one.
    ///
    /// # Errors
    /// [`InvalidSupplier`] with every rule that it breaks.
    pub fn validate(&self, details: Option<&SupplierDetails>) -> Result<SupplierDetails, InvalidSupplier> {
        let mut faults = Faults::default();
        let name = faults.report(match &self.name {
            Edit::Keep => details.map(|details| details.name.clone()).ok_or(SupplierFault::NameMissing),
            Edit::Set(name) => name.as_deref().ok_or(SupplierFault::NameMissing).and_then(SupplierName::parse),
        });
        let email = faults.report(match &self.email {
            Edit::Keep => Ok(details.and_then(|details| details.email.clone())),
            Edit::Set(email) => email.as_deref().map(SupplierEmail::parse).transpose(),
        });
        match (name, email) {
            (Ok(name), Ok(email)) => Ok(SupplierDetails { name, email }),
            _ => Err(InvalidSupplier(faults.0)),
        }
    }
}

impl Supplier {
    /// A new supplier.
    #[must_use]
    pub const fn new(id: SupplierId, details: SupplierDetails, now: Timestamp) -> Self {
        Self { stored: StoredSupplier { id, details, created_at: now, updated_at: now, version: Version::FIRST } }
    }

    /// Restores a supplier from a store.
    #[must_use]
    pub const fn from_stored(stored: StoredSupplier) -> Self {
        Self { stored }
    }

    /// The fields, for storing.
    #[must_use]
    pub const fn as_stored(&self) -> &StoredSupplier {
        &self.stored
    }

    /// Becomes these details. The time of the last edit always moves, also where nothing else does.
    pub fn edit(&mut self, details: SupplierDetails, now: Timestamp) {
        self.stored.details = details;
        self.stored.updated_at = now.following(self.stored.updated_at);
    }

    /// A name of the state that a reader sees (an entity tag): another state has another name.
    #[must_use]
    pub fn state(&self) -> String {
        self.stored.version.number().to_string()
    }

    /// The fields that users set.
    #[must_use]
    pub const fn details(&self) -> &SupplierDetails {
        &self.stored.details
    }

    /// When it was created or last updated.
    #[must_use]
    pub const fn updated_at(&self) -> Timestamp {
        self.stored.updated_at
    }
}

impl Entity for Supplier {
    const COLLECTION: &'static str = "suppliers";

    fn id(&self) -> Id<Self> {
        self.stored.id
    }

    fn created_at(&self) -> Timestamp {
        self.stored.created_at
    }

    fn version(&self) -> Version {
        self.stored.version
    }

    fn into_next_version(mut self) -> Self {
        self.stored.version = self.stored.version.next();
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    /// A draft with every field.
    fn draft() -> SupplierDraft {
        SupplierDraft { name: Edit::Set(Some("Name A".to_owned())), email: Edit::Set(Some("Email A".to_owned())) }
    }

    fn details() -> SupplierDetails {
        draft().validate(None).unwrap()
    }

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_unix_millis(millis).unwrap()
    }

    fn supplier() -> Supplier {
        Supplier::new(SupplierId::new(Uuid::from_u128(1)), details(), at(1_000))
    }

    #[test]
    fn a_name_is_counted_after_trimming() {
        for text in ["ä".repeat(1), "ä".repeat(100)] {
            let read = SupplierName::parse(&format!(" {text}\t"));
            assert_eq!(read.as_ref().map(SupplierName::as_str), Ok(text.as_str()));
        }
        for text in [" \n".to_owned(), "x".repeat(101), "ä".repeat(101)] {
            assert_eq!(SupplierName::parse(&text), Err(SupplierFault::NameLength), "{text:?}");
        }
        let unfit = "\0".repeat(1);
        assert_eq!(SupplierName::parse(&unfit), Err(SupplierFault::NameCharacter));
    }

    #[test]
    fn an_email_is_counted_after_trimming() {
        for text in ["ä".repeat(3), "ä".repeat(254)] {
            let read = SupplierEmail::parse(&format!(" {text}\t"));
            assert_eq!(read.as_ref().map(SupplierEmail::as_str), Ok(text.as_str()));
        }
        for text in [" \n".to_owned(), "x".repeat(2), "x".repeat(255), "ä".repeat(255)] {
            assert_eq!(SupplierEmail::parse(&text), Err(SupplierFault::EmailLength), "{text:?}");
        }
        let unfit = "\0".repeat(3);
        assert_eq!(SupplierEmail::parse(&unfit), Err(SupplierFault::EmailCharacter));
    }

    #[test]
    fn what_is_kept_stays_and_null_clears() {
        let before = details();
        assert_eq!(SupplierDraft::default().validate(Some(&before)), Ok(before.clone()));
        let cleared = SupplierDraft { email: Edit::Set(None), ..SupplierDraft::default() };
        let without = SupplierDetails { email: None, ..before.clone() };
        assert_eq!(cleared.validate(Some(&before)), Ok(without));
    }

    #[test]
    fn every_broken_rule_is_reported() {
        let faults = |faults: &[SupplierFault]| Err(InvalidSupplier(faults.to_vec()));
        let broken = SupplierDraft { name: Edit::Set(Some("x".repeat(101))), email: Edit::Set(Some("x".repeat(255))) };
        assert_eq!(broken.validate(None), faults(&[SupplierFault::NameLength, SupplierFault::EmailLength,]));
        let nulls = SupplierDraft { name: Edit::Set(None), ..draft() };
        let missing = faults(&[SupplierFault::NameMissing]);
        assert_eq!(nulls.validate(Some(&details())), missing);
        let missing = faults(&[SupplierFault::NameMissing]);
        assert_eq!(SupplierDraft::default().validate(None), missing);
    }

    #[test]
    fn an_edit_moves_the_time_also_while_the_clock_stands_or_goes_back() {
        let mut edited = supplier();
        for (now, expected) in [(1_000, 1_001), (500, 1_002), (3_000, 3_000)] {
            edited.edit(details(), at(now));
            assert_eq!((edited.created_at(), edited.updated_at()), (at(1_000), at(expected)));
        }
        assert_eq!(edited.details(), &details());
    }

    #[test]
    fn states_differ_by_version() {
        assert_ne!(supplier().into_next_version().state(), supplier().state());
    }

    proptest! {
        #[test]
        fn a_text_that_was_read_reads_as_itself(text in any::<String>()) {
            if let Ok(name) = SupplierName::parse(&text) {
                prop_assert_eq!(SupplierName::parse(name.as_str()), Ok(name));
            }
            if let Ok(email) = SupplierEmail::parse(&text) {
                prop_assert_eq!(SupplierEmail::parse(email.as_str()), Ok(email));
            }
        }
    }
}
