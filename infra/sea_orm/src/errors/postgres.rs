use sqlx::{error::DatabaseError, postgres::PgDatabaseError};

use super::class::ErrorClass;
use crate::connections::Damage;

// Error codes (https://www.postgresql.org/docs/current/errcodes-appendix.html).
const FEATURE_NOT_SUPPORTED: &str = "0A000";
const CHARACTER_NOT_IN_REPERTOIRE: &str = "22021";
const UNTRANSLATABLE_CHARACTER: &str = "22P05";
const READ_ONLY_TRANSACTION: &str = "25006";
const INVALID_STATEMENT_NAME: &str = "26000";
const INVALID_CATALOG_NAME: &str = "3D000";
const SERIALIZATION_FAILURE: &str = "40001";
const DEADLOCK_DETECTED: &str = "40P01";
const INSUFFICIENT_PRIVILEGE: &str = "42501";
const UNDEFINED_COLUMN: &str = "42703";
const UNDEFINED_TABLE: &str = "42P01";
const TOO_MANY_CONNECTIONS: &str = "53300";
const LOCK_NOT_AVAILABLE: &str = "55P03";
const ADMIN_SHUTDOWN: &str = "57P01";
const CRASH_SHUTDOWN: &str = "57P02";
const CANNOT_CONNECT_NOW: &str = "57P03";
const DATABASE_DROPPED: &str = "57P04";
const IDLE_SESSION_TIMEOUT: &str = "57P05";

/// The first two characters of codes about the connection itself.
const CONNECTION_CLASS: &str = "08";
/// The first two characters of codes about the state of the transaction: it is not what was begun, it failed before, it
/// may not write, it was idle for too long.
const TRANSACTION_CLASS: &str = "25";
/// The first two characters of codes after which a retry may succeed: the two above, and authorization, resources,
/// intervention by an operator (including cancelled statements), the system.
const UNAVAILABLE_CLASSES: [&str; 6] = [CONNECTION_CLASS, TRANSACTION_CLASS, "28", "53", "57", "58"];

/// The function in which the server finds that a prepared statement returns other columns by now.
const CHANGED_STATEMENT: &str = "RevalidateCachedQuery";

/// The class of a PostgreSQL error; `None` for an error of another engine.
pub(super) fn classify(error: &dyn DatabaseError) -> Option<ErrorClass> {
    error.try_downcast_ref::<PgDatabaseError>()?;
    Some(if is_overtaken(error) {
        ErrorClass::Overtaken
    } else if is_busy(error) {
        ErrorClass::Busy
    } else if is_unavailable(error) {
        ErrorClass::Unavailable
    } else {
        ErrorClass::Other
    })
}

/// Whether another transaction came first, and the same reads and writes are worth another try.
fn is_overtaken(error: &dyn DatabaseError) -> bool {
    matches!(error.code().as_deref(), Some(SERIALIZATION_FAILURE | DEADLOCK_DETECTED))
}

/// Whether another connection holds a lock.
fn is_busy(error: &dyn DatabaseError) -> bool {
    is_overtaken(error) || error.code().as_deref() == Some(LOCK_NOT_AVAILABLE)
}

/// Whether the server is starting, or has as many connections as it allows.
pub(crate) fn takes_no_connections(error: &dyn DatabaseError) -> bool {
    matches!(error.code().as_deref(), Some(TOO_MANY_CONNECTIONS | CANNOT_CONNECT_NOW))
}

/// Whether the same statement may succeed later: once the server is up, has room, is the primary, has the schema,
/// grants the rights, or has an encoding for every character.
fn is_unavailable(error: &dyn DatabaseError) -> bool {
    let Some(code) = error.code() else { return false };
    UNAVAILABLE_CLASSES.iter().any(|class| code.starts_with(class))
        || is_busy(error)
        || is_of_changed_statement(error)
        || matches!(
            &*code,
            CHARACTER_NOT_IN_REPERTOIRE
                | UNTRANSLATABLE_CHARACTER
                | INVALID_STATEMENT_NAME
                | INVALID_CATALOG_NAME
                | INSUFFICIENT_PRIVILEGE
                | UNDEFINED_TABLE
                | UNDEFINED_COLUMN
        )
}

/// What an error of a call means for the connection, and for those that are at least as old.
pub(crate) fn damage(error: &sqlx::Error) -> Damage {
    match error {
        sqlx::Error::Database(error) => damage_by_answer(&**error),
        // The connection was closed, maybe in the middle of a response.
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => Damage::Server,
        _ => Damage::None,
    }
}

fn damage_by_answer(error: &dyn DatabaseError) -> Damage {
    let Some(code) = error.code() else { return Damage::None };
    match &*code {
        READ_ONLY_TRANSACTION | INSUFFICIENT_PRIVILEGE => Damage::Refusal,
        ADMIN_SHUTDOWN | CRASH_SHUTDOWN | CANNOT_CONNECT_NOW | DATABASE_DROPPED => Damage::Server,
        IDLE_SESSION_TIMEOUT | INVALID_STATEMENT_NAME => Damage::Connection,
        _ if code.starts_with(CONNECTION_CLASS) => Damage::Server,
        _ if code.starts_with(TRANSACTION_CLASS) || is_of_changed_statement(error) => Damage::Connection,
        _ => Damage::None,
    }
}

/// Whether a migration changed the columns of a statement that the connection has prepared.
fn is_of_changed_statement(error: &dyn DatabaseError) -> bool {
    error.code().as_deref() == Some(FEATURE_NOT_SUPPORTED)
        && error.try_downcast_ref::<PgDatabaseError>().and_then(PgDatabaseError::routine) == Some(CHANGED_STATEMENT)
}
