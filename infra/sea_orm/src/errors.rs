use std::{sync::Arc, time::Duration};

use application::{CommitError, Conflict, StoreError, UniqueValue};
use sea_orm::{
    DbErr, RuntimeErr, SqlxError,
    sqlx::error::{DatabaseError, ErrorKind},
};
use thiserror::Error;

use crate::sqlite;

/// How long one call of a port takes at most, waiting included.
pub(crate) const DEADLINE: Duration = Duration::from_millis(4_500);

/// The database did not answer in time.
#[derive(Debug, Error)]
#[error("the database did not answer within {DEADLINE:?}")]
struct DeadlinePassed;

/// Gives `call` until the deadline. What it did by then is undone, unless it was just being committed.
pub(crate) async fn within_deadline<T, E: From<StoreError>>(call: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    match tokio::time::timeout(DEADLINE, call).await {
        Ok(result) => result,
        Err(_) => Err(StoreError::Unavailable(DeadlinePassed.into()).into()),
    }
}

/// What a port answers where the database failed with `error`.
pub(crate) fn store_error(error: DbErr) -> StoreError {
    if is_unavailable(&error) { StoreError::Unavailable(error.into()) } else { StoreError::Broken(error.into()) }
}

/// What a commit answers where the database failed with `error`.
pub(crate) fn commit_error(error: DbErr) -> CommitError {
    let Some(cause) = database_error(&error) else {
        return store_error(error).into();
    };
    match cause.kind() {
        ErrorKind::UniqueViolation if is_of_username(cause) => Conflict::Exists(UniqueValue::Username).into(),
        ErrorKind::UniqueViolation => Conflict::Exists(UniqueValue::Id).into(),
        // The one foreign key is that of a session to its user, who is gone.
        ErrorKind::ForeignKeyViolation => Conflict::Stale.into(),
        _ => store_error(error).into(),
    }
}

/// Whether another connection is in the way for the moment.
pub(crate) fn is_busy(error: &DbErr) -> bool {
    matches!(error, DbErr::ConnectionAcquire(_)) || database_error(error).is_some_and(sqlite::is_busy)
}

fn is_unavailable(error: &DbErr) -> bool {
    match sqlx_error(error).map(AsRef::as_ref) {
        None => matches!(error, DbErr::ConnectionAcquire(_)),
        Some(SqlxError::Database(cause)) => sqlite::is_unavailable(&**cause),
        Some(SqlxError::Io(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed) => true,
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

const fn sqlx_error(error: &DbErr) -> Option<&Arc<SqlxError>> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}
