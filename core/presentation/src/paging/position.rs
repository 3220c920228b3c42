use application::Position;
use domain::Timestamp;

use crate::{Code, Problem};

/// The position of an item in a list by creation, as text for a page token.
#[must_use]
pub fn write_position<E>(Position { created_at, id }: Position<E>) -> String {
    format!("{}.{id}", created_at.unix_millis())
}

/// Parses the text of [`write_position`].
///
/// # Errors
/// The problem `invalid-page-token`.
pub fn read_position<E>(position: &str) -> Result<Position<E>, Problem> {
    parse(position).ok_or_else(|| {
        Problem::new(
            Code::InvalidPageToken,
            "The page token is of another version. Get the first page again, without `nextToken`.",
        )
    })
}

fn parse<E>(position: &str) -> Option<Position<E>> {
    let (millis, id) = position.split_once('.')?;
    Some(Position { created_at: Timestamp::from_unix_millis(millis.parse().ok()?).ok()?, id: id.parse().ok()? })
}
