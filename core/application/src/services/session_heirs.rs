use domain::{Session, Timestamp, User};

use crate::{LiveSessions, Position, Sessions, StoreError};

/// Sessions that are read at a time, oldest first, in search of those that began with this one.
const AT_A_TIME: u16 = 50;

/// The sessions of `user` that are live at `now` and come from the log-in at `began`: the session that was started then,
/// renewed, or the one that took its place when the user's password or role changed. Their beginning stays that of the
/// log-in.
///
/// # Errors
/// [`StoreError`] where the store does not answer.
pub async fn live_heirs(
    sessions: &dyn Sessions,
    user: &User,
    began: Timestamp,
    now: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    let live = LiveSessions { user: user.id(), epoch: user.session_epoch(), now };
    let (mut heirs, mut after) = (Vec::new(), None);
    loop {
        let page = sessions.list_live(live, after, AT_A_TIME).await?;
        after = page.last().map(Position::from);
        let complete = page.len() < usize::from(AT_A_TIME)
            || after.is_some_and(|after: Position<Session>| after.created_at > began);
        heirs.extend(page.into_iter().filter(|session| session.created_at() == began));
        if complete {
            return Ok(heirs);
        }
    }
}
