use sea_orm::sqlx::error::DatabaseError;

// The primary result codes of SQLite (https://www.sqlite.org/rescode.html).
const ERROR: u32 = 1;
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const NOMEM: u32 = 7;
const READONLY: u32 = 8;
const INTERRUPT: u32 = 9;
const IOERR: u32 = 10;
const FULL: u32 = 13;
const CANTOPEN: u32 = 14;
const PROTOCOL: u32 = 15;

/// Whether another connection holds a lock.
pub(crate) fn is_busy(error: &dyn DatabaseError) -> bool {
    matches!(primary_code(error), Some(BUSY | LOCKED))
}

/// Whether the same statement may succeed later: once a lock is released, the disk has room, the schema was upgraded.
pub(crate) fn is_unavailable(error: &dyn DatabaseError) -> bool {
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

/// The code without what extends it.
fn primary_code(error: &dyn DatabaseError) -> Option<u32> {
    Some(error.code()?.parse::<u32>().ok()? & 0xff)
}
