use std::ops::RangeInclusive;

use thiserror::Error;

use crate::{
    Edit, Entity, Id, Timestamp, Version,
    draft::Faults,
    text::{TextFault, trimmed},
};

/// The identity of a [`Supplier`].
pub type SupplierId = Id<Supplier>;

/// A company that delivers what is sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplier {
    stored: StoredSupplier,
}

/// A supplier's fields as a store holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSupplier {
    /// The identity.
    pub id: SupplierId,
    /// What it is.
    pub details: SupplierDetails,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was created or last updated.
    pub updated_at: Timestamp,
    /// How often it was written.
    pub version: Version,
}

/// What a supplier is, apart from where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplierDetails {
    /// The name, which no other supplier has.
    pub name: SupplierName,
    /// The e-mail address.
    pub email: Option<SupplierEmail>,
}

/// A supplier's name: 1 to 100 characters, without white space at its ends and without control characters but newline and tab.
/// Two names are the same where their characters are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplierName(String);

/// A supplier's e-mail address: 3 to 254 characters, without white space at its ends and without control characters but newline
/// and tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplierEmail(String);

/// The input for a supplier, not validated yet. A field that is kept stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierDraft {
    /// The name, which every supplier has.
    pub name: Edit<Option<String>>,
    /// The e-mail address.
    pub email: Edit<Option<String>>,
}

/// Every rule that a draft breaks, at least one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("a supplier breaks {} rules", .0.len())]
pub struct InvalidSupplier(pub Vec<SupplierFault>);

/// A rule that a supplier breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SupplierFault {
    /// A supplier without a name.
    #[error("A supplier has a name.")]
    NameMissing,
    /// Too few or too many characters in the name.
    #[error("A name has 1 to 100 characters, not counting white space at its ends.")]
    NameLength,
    /// A control character in the name.
    #[error("A name has no control characters but newline and tab.")]
    NameCharacter,
    /// Too few or too many characters in the e-mail address.
    #[error("An e-mail address has 3 to 254 characters, not counting white space at its ends.")]
    EmailLength,
    /// A control character in the e-mail address.
    #[error("An e-mail address has no control characters but newline and tab.")]
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

impl SupplierEmail {
    /// How many characters an address has.
    pub const LENGTH: RangeInclusive<usize> = 3..=254;

    /// Reads an address; white space at its ends does not count.
    ///
    /// # Errors
    /// [`SupplierFault::EmailLength`] and [`SupplierFault::EmailCharacter`].
    pub fn parse(text: &str) -> Result<Self, SupplierFault> {
        trimmed(text, &Self::LENGTH).map(Self).map_err(|fault| match fault {
            TextFault::Length => SupplierFault::EmailLength,
            TextFault::Character => SupplierFault::EmailCharacter,
        })
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
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

    /// The supplier that a store has.
    #[must_use]
    pub const fn from_stored(stored: StoredSupplier) -> Self {
        Self { stored }
    }

    /// The fields, for a store to keep.
    #[must_use]
    pub const fn as_stored(&self) -> &StoredSupplier {
        &self.stored
    }

    /// Becomes these details. The time of the last edit always moves, also where nothing else does.
    pub fn edit(&mut self, details: SupplierDetails, now: Timestamp) {
        self.stored.details = details;
        self.stored.updated_at = now.following(self.stored.updated_at);
    }

    /// Names the state that a reader sees: another one, another name.
    #[must_use]
    pub fn state(&self) -> String {
        self.stored.version.number().to_string()
    }

    /// What it is.
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

    fn draft(name: Option<&str>, email: Option<&str>) -> SupplierDraft {
        let set = |text: Option<&str>| Edit::Set(text.map(str::to_owned));
        SupplierDraft { name: set(name), email: set(email) }
    }

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_unix_millis(millis).unwrap()
    }

    fn details(name: &str, email: Option<&str>) -> SupplierDetails {
        draft(Some(name), email).validate(None).unwrap()
    }

    #[test]
    fn texts_are_counted_after_trimming() {
        for (name, email) in [("A", "a@b"), (&"ä".repeat(100), &"ä".repeat(254))] {
            let valid = details(&format!(" {name}\t"), Some(&format!("\n{email} ")));
            assert_eq!((valid.name.as_str(), valid.email.as_ref().map(SupplierEmail::as_str)), (name, Some(email)));
        }
        for name in ["", " \n", &"x".repeat(101)] {
            assert_eq!(SupplierName::parse(name), Err(SupplierFault::NameLength), "{name:?}");
        }
        for email in ["", "a@", " a@ ", &"x".repeat(255)] {
            assert_eq!(SupplierEmail::parse(email), Err(SupplierFault::EmailLength), "{email:?}");
        }
        assert_eq!(SupplierName::parse("a\0b"), Err(SupplierFault::NameCharacter));
        assert_eq!(SupplierEmail::parse("a\rb"), Err(SupplierFault::EmailCharacter));
    }

    #[test]
    fn what_is_kept_stays_and_null_clears() {
        let before = details("Acme", Some("sales@acme.test"));
        assert_eq!(SupplierDraft::default().validate(Some(&before)), Ok(before.clone()));
        let renamed = SupplierDraft { email: Edit::Keep, ..draft(Some("Ajax"), None) };
        assert_eq!(renamed.validate(Some(&before)), Ok(details("Ajax", Some("sales@acme.test"))));
        let cleared = SupplierDraft { name: Edit::Keep, ..draft(None, None) };
        assert_eq!(cleared.validate(Some(&before)), Ok(details("Acme", None)));
    }

    #[test]
    fn every_broken_rule_is_named() {
        let faults = |faults: &[SupplierFault]| Err(InvalidSupplier(faults.to_vec()));
        let broken = draft(Some(""), Some("a\0b"));
        assert_eq!(broken.validate(None), faults(&[SupplierFault::NameLength, SupplierFault::EmailCharacter]));
        let before = details("Acme", None);
        assert_eq!(draft(None, None).validate(Some(&before)), faults(&[SupplierFault::NameMissing]));
        assert_eq!(SupplierDraft::default().validate(None), faults(&[SupplierFault::NameMissing]));
    }

    #[test]
    fn an_edit_moves_the_time_also_while_the_clock_stands_or_goes_back() {
        let mut supplier = Supplier::new(SupplierId::new(Uuid::from_u128(1)), details("Acme", None), at(1_000));
        for (now, expected) in [(1_000, 1_001), (500, 1_002), (3_000, 3_000)] {
            supplier.edit(details("Ajax", None), at(now));
            assert_eq!((supplier.created_at(), supplier.updated_at()), (at(1_000), at(expected)));
        }
        assert_eq!(supplier.details(), &details("Ajax", None));
    }

    #[test]
    fn states_differ_by_version() {
        let supplier = Supplier::new(SupplierId::new(Uuid::from_u128(1)), details("Acme", None), at(1_000));
        assert_ne!(supplier.clone().into_next_version().state(), supplier.state());
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
