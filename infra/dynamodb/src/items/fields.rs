use std::{error::Error, str::FromStr};

use application::StoreError;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Currency, Id, Timestamp};
use thiserror::Error as ThisError;
use uuid::Uuid;

use super::{Item, STAMP};
use crate::keys::Key;

/// An attribute holds a value that the domain does not accept.
#[derive(Debug, ThisError)]
#[error("{location}")]
struct CorruptAttribute {
    location: String,
    source: Box<dyn Error + Send + Sync>,
}

/// A text in an attribute that is not one of its values.
#[derive(Debug, ThisError)]
#[error("`{0}` is not a known value")]
pub(crate) struct UnknownWord(pub(crate) String);

/// The attributes of an item that was read. Errors name its kind, and its id if it has one.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    kind: &'static str,
    id: Option<Uuid>,
    item: Item,
}

impl Fields {
    /// The item as one of this kind.
    pub(crate) fn of(kind: &'static str, item: Item) -> Self {
        let id = item.get("id").and_then(|id| id.as_s().ok()).and_then(|id| id.parse().ok());
        Self { kind, id, item }
    }

    /// The error of one attribute.
    pub(crate) fn corrupt(&self, attribute: &str, source: impl Into<Box<dyn Error + Send + Sync>>) -> StoreError {
        let of_item = self.id.map(|id| format!(" of {id}")).unwrap_or_default();
        let location = format!("{}.{attribute}{of_item}", self.kind);
        StoreError::Unexpected(CorruptAttribute { location, source: source.into() }.into())
    }

    /// The key.
    pub(crate) fn key(&self) -> Result<Key, StoreError> {
        Key::of(&self.item).ok_or_else(|| self.corrupt("pk", "it is missing"))
    }

    pub(crate) fn text(&self, attribute: &str) -> Result<&str, StoreError> {
        self.required(attribute, self.optional_text(attribute)?)
    }

    pub(crate) fn optional_text(&self, attribute: &str) -> Result<Option<&str>, StoreError> {
        self.read(attribute, |value| value.as_s().ok().map(String::as_str))
    }

    /// The text of the attribute, parsed.
    pub(crate) fn parsed<T: FromStr<Err: Into<Box<dyn Error + Send + Sync>>>>(
        &self,
        attribute: &str,
    ) -> Result<T, StoreError> {
        self.text(attribute)?.parse().map_err(|error| self.corrupt(attribute, error))
    }

    pub(crate) fn id<T>(&self, attribute: &str) -> Result<Id<T>, StoreError> {
        self.parsed(attribute)
    }

    pub(crate) fn number<T: FromStr<Err: Into<Box<dyn Error + Send + Sync>>>>(
        &self,
        attribute: &str,
    ) -> Result<T, StoreError> {
        self.required(attribute, self.optional_number(attribute)?)
    }

    pub(crate) fn optional_number<T: FromStr<Err: Into<Box<dyn Error + Send + Sync>>>>(
        &self,
        attribute: &str,
    ) -> Result<Option<T>, StoreError> {
        let digits = self.read(attribute, |value| value.as_n().ok().map(String::as_str))?;
        digits.map(str::parse).transpose().map_err(|error| self.corrupt(attribute, error))
    }

    /// The amount and the currency of two attributes with these names, which are both there or both absent.
    pub(crate) fn amount_and_currency<T: FromStr<Err: Into<Box<dyn Error + Send + Sync>>>>(
        &self,
        [amount, currency]: [&str; 2],
    ) -> Result<Option<(T, Currency)>, StoreError> {
        match (self.optional_number(amount)?, self.optional_text(currency)?) {
            (None, None) => Ok(None),
            (Some(found), Some(_)) => Ok(Some((found, self.parsed(currency)?))),
            (Some(_), None) => Err(self.corrupt(currency, "there is an amount, and no currency")),
            (None, Some(_)) => Err(self.corrupt(amount, "there is a currency, and no amount")),
        }
    }

    pub(crate) fn moment(&self, attribute: &str) -> Result<Timestamp, StoreError> {
        Timestamp::from_unix_millis(self.number(attribute)?).map_err(|error| self.corrupt(attribute, error))
    }

    pub(crate) fn optional_moment(&self, attribute: &str) -> Result<Option<Timestamp>, StoreError> {
        let millis = self.optional_number(attribute)?.map(Timestamp::from_unix_millis);
        millis.transpose().map_err(|error| self.corrupt(attribute, error))
    }

    pub(crate) fn bytes<const N: usize>(&self, attribute: &str) -> Result<[u8; N], StoreError> {
        let bytes = self.read(attribute, |value| value.as_b().ok().map(AsRef::as_ref))?;
        let bytes: &[u8] = self.required(attribute, bytes)?;
        bytes.try_into().map_err(|_| self.corrupt(attribute, format!("it does not have {N} bytes")))
    }

    /// The members of a list, each as an item of this kind.
    pub(crate) fn members(&self, attribute: &str, kind: &'static str) -> Result<Vec<Self>, StoreError> {
        let members = self.read(attribute, |value| value.as_l().ok())?;
        let member = |value: &AttributeValue| match value {
            AttributeValue::M(item) => Ok(Self { kind, id: self.id, item: item.clone() }),
            _ => Err(self.corrupt(attribute, "it has a member of another type")),
        };
        self.required(attribute, members)?.iter().map(member).collect()
    }

    /// The stamp of the commit that last wrote it, if there is one.
    pub(crate) fn stamp(item: &Item) -> Option<u64> {
        item.get(STAMP).and_then(|stamp| stamp.as_n().ok()).and_then(|digits| digits.parse().ok())
    }

    fn read<'a, T>(
        &'a self,
        attribute: &str,
        read: impl FnOnce(&'a AttributeValue) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        match self.item.get(attribute) {
            Some(value) => read(value).map(Some).ok_or_else(|| self.corrupt(attribute, "it has another type")),
            None => Ok(None),
        }
    }

    fn required<T>(&self, attribute: &str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.corrupt(attribute, "it is missing"))
    }
}
