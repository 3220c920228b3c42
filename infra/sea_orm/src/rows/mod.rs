//! The rows, and their conversion to domain values and back. A row that can't be converted is an error with its
//! location.

pub(crate) mod attempts;
pub(crate) mod dead_letters;
pub(crate) mod events;
pub(crate) mod idempotency_records;
pub(crate) mod leases;
pub(crate) mod maintenance;
pub(crate) mod order_items;
pub(crate) mod orders;
pub(crate) mod outbox;
pub(crate) mod products;
pub(crate) mod row;
pub(crate) mod sessions;
pub(crate) mod users;

use std::error::Error;

use application::{Change, StoreError};
use domain::{Currency, Timestamp, UnknownCurrency};
use thiserror::Error as ThisError;
use uuid::Uuid;

use crate::commits::Written;

/// The write of `change`.
pub(crate) fn written(change: &Change) -> &dyn Written {
    match change {
        Change::DeadLetter(redrive) => redrive,
        Change::Idempotency(write) => write,
        Change::Order(write) => write,
        Change::Product(write) => write,
        Change::ProductStock(stock_move) => stock_move,
        Change::Session(write) => write,
        Change::User(write) => write,
    }
}

/// A column holds a value that the domain does not accept.
#[derive(Debug, ThisError)]
#[error("{location}")]
struct CorruptColumn {
    location: String,
    source: Box<dyn Error + Send + Sync>,
}

/// A text in a column that is not one of its values.
#[derive(Debug, ThisError)]
#[error("`{0}` is not a known value")]
struct UnknownWord(String);

/// The location of a row, for errors about its columns.
#[derive(Clone, Copy)]
struct RowLocation {
    table: &'static str,
    /// The row's id, if it has one that may be reported.
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

    /// The amount and the currency of two columns with these names, which both have a value or none.
    fn amount_and_currency(
        self,
        [amount_column, currency_column]: [&'static str; 2],
        amount: Option<i64>,
        currency: Option<&str>,
    ) -> Result<Option<(i64, Currency)>, StoreError> {
        match (amount, currency) {
            (None, None) => Ok(None),
            (Some(amount), Some(currency)) => {
                let currency =
                    currency.parse().map_err(|error: UnknownCurrency| self.corrupt(currency_column, error))?;
                Ok(Some((amount, currency)))
            }
            (Some(_), None) => Err(self.corrupt(currency_column, "there is an amount, and no currency")),
            (None, Some(_)) => Err(self.corrupt(amount_column, "there is a currency, and no amount")),
        }
    }

    /// The value of a column for `amount`: engines have no number above `i64::MAX`.
    fn column_of(self, column: &'static str, amount: u64) -> Result<i64, StoreError> {
        i64::try_from(amount).map_err(|error| self.corrupt(column, error))
    }
}
