use application::Position;
use domain::Timestamp;

use crate::{Code, Problem};

/// The position of an item in a list by creation, for a page token to hold.
#[must_use]
pub fn write_position<E>(Position { created_at, id }: Position<E>) -> String {
    format!("{}.{id}", created_at.unix_millis())
}

/// Reads what [`write_position`] wrote.
///
/// # Errors
/// The problem `invalid-page-token`.
pub fn read_position<E>(position: &str) -> Result<Position<E>, Problem> {
    parse(position).ok_or_else(|| {
        Problem::new(Code::InvalidPageToken, "This page token is of another version. Start again without one.")
    })
}

fn parse<E>(position: &str) -> Option<Position<E>> {
    let (millis, id) = position.split_once('.')?;
    Some(Position { created_at: Timestamp::from_unix_millis(millis.parse().ok()?).ok()?, id: id.parse().ok()? })
}
