mod class;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
#[cfg(feature = "sqlite")]
pub(crate) mod sqlite;

use std::sync::Arc;

use application::{CommitError, Conflict, StoreError, UniqueValue};
use sea_orm::{
    DbErr, RuntimeErr, SqlxError,
    sqlx::error::{DatabaseError, ErrorKind},
};

use crate::connections::{Cause, NoConnection};
use class::ErrorClass;

impl From<NoConnection> for StoreError {
    fn from(error: NoConnection) -> Self {
        match error.cause() {
            Cause::Unsuitable(_) => Self::Unusable(error.into()),
            Cause::Refused(SqlxError::Database(cause)) if classify(&**cause) == ErrorClass::Unusable => {
                Self::Unusable(error.into())
            }
            _ => Self::Unavailable(error.into()),
        }
    }
}

/// The port's error for this database error.
pub(crate) fn store_error(error: DbErr) -> StoreError {
    if is_unavailable(&error) {
        StoreError::Unavailable(error.into())
    } else if database_error(&error).is_some_and(|cause| classify(cause) == ErrorClass::Unusable) {
        StoreError::Unusable(error.into())
    } else {
        StoreError::Unexpected(error.into())
    }
}

/// The commit's error for this database error.
pub(crate) fn commit_error(error: DbErr) -> CommitError {
    let Some(cause) = database_error(&error) else {
        return store_error(error).into();
    };
    match cause.kind() {
        ErrorKind::UniqueViolation => Conflict::Exists(UniqueValue::Id).into(),
        // The foreign key is that of a session to its user, who was deleted. Order items are written after their order.
        ErrorKind::ForeignKeyViolation => Conflict::Stale.into(),
        _ if classify(cause) == ErrorClass::Overtaken => Conflict::Stale.into(),
        _ => store_error(error).into(),
    }
}

/// A unique column other than the id.
pub(crate) struct Unique {
    /// The unique value for use cases.
    pub(crate) value: UniqueValue,
    /// The index, which an error may name.
    pub(crate) index: &'static str,
    /// The column with its table, which an error may name instead.
    pub(crate) column: &'static str,
}

/// The commit's error for this database error of a write to a table with these unique values.
pub(crate) fn row_error(error: DbErr, unique: &[Unique]) -> CommitError {
    let violated =
        database_error(&error).filter(|cause| cause.kind() == ErrorKind::UniqueViolation).and_then(|cause| {
            let is_violated =
                |unique: &&Unique| cause.constraint() == Some(unique.index) || cause.message().ends_with(unique.column);
            unique.iter().find(is_violated)
        });
    match violated {
        Some(unique) => Conflict::Exists(unique.value).into(),
        None => commit_error(error),
    }
}

/// Whether another connection blocks the statement at the moment.
pub(crate) fn is_busy(error: &DbErr) -> bool {
    matches!(error, DbErr::ConnectionAcquire(_)) || database_error(error).is_some_and(|cause| classify(cause).is_busy())
}

fn is_unavailable(error: &DbErr) -> bool {
    match sqlx_error(error).map(AsRef::as_ref) {
        None => matches!(error, DbErr::ConnectionAcquire(_)),
        Some(SqlxError::Database(cause)) => classify(&**cause).is_unavailable(),
        // A connection that was closed in the middle of a response looks like a violation of the protocol.
        Some(
            SqlxError::Io(_)
            | SqlxError::Tls(_)
            | SqlxError::Protocol(_)
            | SqlxError::PoolTimedOut
            | SqlxError::PoolClosed
            | SqlxError::WorkerCrashed,
        ) => true,
        Some(_) => false,
    }
}

fn database_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    match sqlx_error(error)?.as_ref() {
        SqlxError::Database(cause) => Some(&**cause),
        _ => None,
    }
}

pub(crate) const fn sqlx_error(error: &DbErr) -> Option<&Arc<SqlxError>> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

/// Each engine classifies only its own errors, which have a type of their own.
const CLASSIFIERS: &[fn(&dyn DatabaseError) -> Option<ErrorClass>] = &[
    #[cfg(feature = "postgres")]
    postgres::classify,
    #[cfg(feature = "sqlite")]
    sqlite::classify,
];

fn classify(error: &dyn DatabaseError) -> ErrorClass {
    CLASSIFIERS.iter().find_map(|classify| classify(error)).unwrap_or(ErrorClass::Other)
}
