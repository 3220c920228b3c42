use std::{sync::Arc, time::Duration};

use application::{CommitError, Conflict, StoreError, UniqueValue, within_patience};
use futures_util::FutureExt;
use sea_orm::{
    DbErr, RuntimeErr, SqlxError,
    sqlx::error::{DatabaseError, ErrorKind},
};
use thiserror::Error;

use crate::connections::{Cause, NoConnection};

/// How long one call of a port takes at most, waiting included, and all calls of one request together: a second
/// less than an answer may take.
pub(crate) const DEADLINE: Duration = Duration::from_secs(4);

/// The database did not answer in time.
#[derive(Debug, Error)]
#[error("the database did not answer within {DEADLINE:?}")]
struct DeadlinePassed;

/// Gives `call` until the deadline. What it did by then is undone, unless it was just being committed.
pub(crate) fn within_deadline<T, E: From<StoreError>>(
    call: impl Future<Output = Result<T, E>>,
) -> impl Future<Output = Result<T, E>> {
    within_patience(DEADLINE, call)
        .map(|outcome| outcome.unwrap_or_else(|| Err(StoreError::Unavailable(DeadlinePassed.into()).into())))
}

impl From<NoConnection> for StoreError {
    fn from(error: NoConnection) -> Self {
        match error.cause() {
            Cause::Unsuitable(_) => Self::Unusable(error.into()),
            Cause::Refused(SqlxError::Database(cause)) if engine::is_unusable(&**cause) => Self::Unusable(error.into()),
            _ => Self::Unavailable(error.into()),
        }
    }
}

/// What a port answers where the database failed with `error`.
pub(crate) fn store_error(error: DbErr) -> StoreError {
    if is_unavailable(&error) {
        StoreError::Unavailable(error.into())
    } else if database_error(&error).is_some_and(engine::is_unusable) {
        StoreError::Unusable(error.into())
    } else {
        StoreError::Broken(error.into())
    }
}

/// What a commit answers where the database failed with `error`.
pub(crate) fn commit_error(error: DbErr) -> CommitError {
    let Some(cause) = database_error(&error) else {
        return store_error(error).into();
    };
    match cause.kind() {
        ErrorKind::UniqueViolation if is_of_username(cause) => Conflict::Exists(UniqueValue::Username).into(),
        ErrorKind::UniqueViolation => Conflict::Exists(UniqueValue::Id).into(),
        // The foreign key of a session to its user, who is gone: the item of an order is written after its order.
        ErrorKind::ForeignKeyViolation => Conflict::Stale.into(),
        _ if engine::is_overtaken(cause) => Conflict::Stale.into(),
        _ => store_error(error).into(),
    }
}

/// Whether another connection is in the way for the moment.
pub(crate) fn is_busy(error: &DbErr) -> bool {
    matches!(error, DbErr::ConnectionAcquire(_)) || database_error(error).is_some_and(engine::is_busy)
}

fn is_unavailable(error: &DbErr) -> bool {
    match sqlx_error(error).map(AsRef::as_ref) {
        None => matches!(error, DbErr::ConnectionAcquire(_)),
        Some(SqlxError::Database(cause)) => engine::is_unavailable(&**cause),
        // A connection that broke off in the middle of an answer looks like a breach of the protocol.
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

/// Engines name the violated index, or the column.
fn is_of_username(error: &dyn DatabaseError) -> bool {
    error.constraint() == Some(migration::USERNAME_KEY_INDEX) || error.message().ends_with("users.username_key")
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

/// What an error of the engine that is at work means: the type of an error tells which one that is.
mod engine {
    use sea_orm::sqlx::error::DatabaseError;

    #[cfg(feature = "postgres")]
    use crate::postgres;
    #[cfg(feature = "sqlite")]
    use crate::sqlite;

    pub(super) fn is_busy(error: &dyn DatabaseError) -> bool {
        #[cfg(feature = "postgres")]
        if postgres::is_own(error) {
            return postgres::is_busy(error);
        }
        #[cfg(feature = "sqlite")]
        return sqlite::is_busy(error);
        #[cfg(not(feature = "sqlite"))]
        false
    }

    pub(super) fn is_unavailable(error: &dyn DatabaseError) -> bool {
        #[cfg(feature = "postgres")]
        if postgres::is_own(error) {
            return postgres::is_unavailable(error);
        }
        #[cfg(feature = "sqlite")]
        return sqlite::is_unavailable(error);
        #[cfg(not(feature = "sqlite"))]
        false
    }

    /// Whether the database is damaged, or none. PostgreSQL does not let a damaged one be reached.
    pub(super) fn is_unusable(error: &dyn DatabaseError) -> bool {
        #[cfg(feature = "postgres")]
        if postgres::is_own(error) {
            return false;
        }
        #[cfg(feature = "sqlite")]
        return sqlite::is_unusable(error);
        #[cfg(not(feature = "sqlite"))]
        false
    }

    /// Whether another transaction came first. SQLite has one writer at a time.
    pub(super) fn is_overtaken(error: &dyn DatabaseError) -> bool {
        #[cfg(feature = "postgres")]
        return postgres::is_own(error) && postgres::is_overtaken(error);
        #[cfg(not(feature = "postgres"))]
        {
            let _ = error;
            false
        }
    }
}
