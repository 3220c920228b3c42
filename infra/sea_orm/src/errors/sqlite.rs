use sea_orm::sqlx::{self, error::DatabaseError, sqlite::SqliteError};

use super::class::ErrorClass;

// The primary result codes of SQLite (https://www.sqlite.org/rescode.html).
const ERROR: u32 = 1;
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const NOMEM: u32 = 7;
const READONLY: u32 = 8;
const INTERRUPT: u32 = 9;
const IOERR: u32 = 10;
const CORRUPT: u32 = 11;
const FULL: u32 = 13;
const CANTOPEN: u32 = 14;
const PROTOCOL: u32 = 15;
const NOTADB: u32 = 26;

/// The class of a SQLite error; `None` for an error of another engine.
pub(super) fn classify(error: &dyn DatabaseError) -> Option<ErrorClass> {
    error.try_downcast_ref::<SqliteError>()?;
    Some(if is_busy(error) {
        ErrorClass::Busy
    } else if is_unavailable(error) {
        ErrorClass::Unavailable
    } else if is_unusable(error) {
        ErrorClass::Unusable
    } else {
        ErrorClass::Other
    })
}

/// Whether another connection holds a lock.
fn is_busy(error: &dyn DatabaseError) -> bool {
    matches!(primary_code(error), Some(BUSY | LOCKED))
}

/// Whether the same statement may succeed later: once a lock is released, the disk has room, or the schema is migrated.
fn is_unavailable(error: &dyn DatabaseError) -> bool {
    match primary_code(error) {
        Some(BUSY | LOCKED | NOMEM | READONLY | INTERRUPT | IOERR | FULL | CANTOPEN | PROTOCOL) => true,
        Some(ERROR) => {
            let message = error.message();
            message.starts_with("no such table")
                || message.contains("no such column")
                || message.contains("has no column")
        }
        _ => false,
    }
}

/// Whether the file is not a database, or a corrupt one.
fn is_unusable(error: &dyn DatabaseError) -> bool {
    matches!(primary_code(error), Some(CORRUPT | NOTADB))
}

/// Whether SQLite could not open the file, or one of those beside it; its message names none of them.
pub(crate) fn cannot_open(error: &sqlx::Error) -> bool {
    matches!(error.as_database_error().and_then(primary_code), Some(CANTOPEN))
}

/// Whether a connection that failed with this error is to be replaced.
///
/// A connection that was opened while the file was read-only stays read-only as long as it lives, whatever happens to
/// the file; and after a failure of a file or a disk, the state of the connection is unknown.
pub(crate) fn spoils_connection(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(primary_code);
    matches!(code, Some(READONLY | IOERR | CORRUPT | CANTOPEN | NOTADB))
}

/// The primary code, without its extension.
fn primary_code(error: &dyn DatabaseError) -> Option<u32> {
    Some(error.code()?.parse::<u32>().ok()? & 0xff)
}
