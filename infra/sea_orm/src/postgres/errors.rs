use sqlx::{error::DatabaseError, postgres::PgDatabaseError};

// Error codes (https://www.postgresql.org/docs/current/errcodes-appendix.html).
const SERIALIZATION_FAILURE: &str = "40001";
const DEADLOCK_DETECTED: &str = "40P01";
const LOCK_NOT_AVAILABLE: &str = "55P03";
const INVALID_CATALOG_NAME: &str = "3D000";
const UNDEFINED_TABLE: &str = "42P01";
const UNDEFINED_COLUMN: &str = "42703";
const READ_ONLY_TRANSACTION: &str = "25006";
const IDLE_IN_TRANSACTION_TIMEOUT: &str = "25P03";
const TOO_MANY_CONNECTIONS: &str = "53300";
const CANNOT_CONNECT_NOW: &str = "57P03";

/// Classes, by the first two characters: connection, authorization, resources, intervention by an operator (which holds
/// cancelled statements), the system below.
const UNAVAILABLE_CLASSES: [&str; 5] = ["08", "28", "53", "57", "58"];

/// Whether the error is one of PostgreSQL.
pub(crate) fn is_own(error: &dyn DatabaseError) -> bool {
    error.try_downcast_ref::<PgDatabaseError>().is_some()
}

/// Whether another transaction came first, and the same reads and writes are worth another try.
pub(crate) fn is_overtaken(error: &dyn DatabaseError) -> bool {
    matches!(error.code().as_deref(), Some(SERIALIZATION_FAILURE | DEADLOCK_DETECTED))
}

/// Whether another connection holds a lock.
pub(crate) fn is_busy(error: &dyn DatabaseError) -> bool {
    is_overtaken(error) || error.code().as_deref() == Some(LOCK_NOT_AVAILABLE)
}

/// Whether the server starts, or has as many connections as it may.
pub(super) fn takes_no_connections(error: &dyn DatabaseError) -> bool {
    matches!(error.code().as_deref(), Some(TOO_MANY_CONNECTIONS | CANNOT_CONNECT_NOW))
}

/// Whether the same statement may succeed later: once the server is up, has room, is the primary, has the schema.
pub(crate) fn is_unavailable(error: &dyn DatabaseError) -> bool {
    let Some(code) = error.code() else { return false };
    let by_class = code.get(..2).is_some_and(|class| UNAVAILABLE_CLASSES.contains(&class));
    by_class
        || is_busy(error)
        || matches!(
            &*code,
            INVALID_CATALOG_NAME
                | UNDEFINED_TABLE
                | UNDEFINED_COLUMN
                | READ_ONLY_TRANSACTION
                | IDLE_IN_TRANSACTION_TIMEOUT
        )
}
