use domain::{Id, Timestamp};

use crate::{Code, Problem};

/// The position of an item in a list by creation, for a page token to hold.
#[must_use]
pub fn write_position<T>(created_at: Timestamp, id: Id<T>) -> String {
    format!("{}.{id}", created_at.unix_millis())
}

/// Reads what [`write_position`] wrote.
///
/// # Errors
/// The problem `invalid-page-token`.
pub fn read_position<T>(position: &str) -> Result<(Timestamp, Id<T>), Problem> {
    let parts = position.split_once('.');
    let read = parts
        .and_then(|(millis, id)| Some((Timestamp::from_unix_millis(millis.parse().ok()?).ok()?, id.parse().ok()?)));
    read.ok_or_else(|| {
        Problem::new(Code::InvalidPageToken, "This page token is of another version. Start again without one.")
    })
}
