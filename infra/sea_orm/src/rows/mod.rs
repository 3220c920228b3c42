//! The rows, and how they become domain values and back. A row that can't is an error that names its place.

pub(crate) mod attempts;
pub(crate) mod dead_letters;
pub(crate) mod events;
pub(crate) mod idempotency_records;
pub(crate) mod leases;
pub(crate) mod order_items;
pub(crate) mod orders;
pub(crate) mod outbox;
pub(crate) mod products;
pub(crate) mod row;
pub(crate) mod sessions;
pub(crate) mod users;

use std::error::Error;

use application::{Change, StoreError};
use domain::Timestamp;
use thiserror::Error as ThisError;
use uuid::Uuid;

use crate::commits::Written;

/// What a commit writes of `change`.
pub(crate) fn written(change: &Change) -> &dyn Written {
    match change {
        Change::Idempotency(write) => write,
        Change::Order(write) => write,
        Change::Product(write) => write,
        Change::Session(write) => write,
        Change::Stock(stock_move) => stock_move,
        Change::User(write) => write,
    }
}

/// A column holds what the domain does not know.
#[derive(Debug, ThisError)]
#[error("{location}")]
struct CorruptColumn {
    location: String,
    source: Box<dyn Error + Send + Sync>,
}

/// A word of a column that stands for nothing.
#[derive(Debug, ThisError)]
#[error("`{0}` is none of its words")]
struct UnknownWord(String);

/// The place of a row, for errors about its columns.
#[derive(Clone, Copy)]
struct RowLocation {
    table: &'static str,
    /// The row's id, where it has one that may be told.
    id: Option<Uuid>,
}

impl RowLocation {
    /// The error of one column.
    fn corrupt(self, column: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> StoreError {
        let of_row = self.id.map(|id| format!(" of {id}")).unwrap_or_default();
        let location = format!("{}.{column}{of_row}", self.table);
        StoreError::Unexpected(CorruptColumn { location, source: source.into() }.into())
    }

    fn timestamp(self, column: &'static str, millis: i64) -> Result<Timestamp, StoreError> {
        Timestamp::from_unix_millis(millis).map_err(|error| self.corrupt(column, error))
    }

    fn number(self, column: &'static str, number: i64) -> Result<u32, StoreError> {
        u32::try_from(number).map_err(|error| self.corrupt(column, error))
    }

    fn amount(self, column: &'static str, number: i64) -> Result<u64, StoreError> {
        u64::try_from(number).map_err(|error| self.corrupt(column, error))
    }

    /// The column that is to hold `amount`: engines have no number above `i64::MAX`.
    fn column_of(self, column: &'static str, amount: u64) -> Result<i64, StoreError> {
        i64::try_from(amount).map_err(|error| self.corrupt(column, error))
    }
}
