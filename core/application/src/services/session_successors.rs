use domain::{Session, Timestamp, User};

use crate::{LiveSessions, Position, Sessions, StoreError};

/// The page size for the search of a session's successors, oldest first.
const AT_A_TIME: u16 = 50;

/// The sessions of `user` that are live at `now` and come from the log-in at `began`: the session that was started
/// then, or the one that replaced it when the user's password or role changed. A successor keeps the creation time of
/// the log-in.
///
/// # Errors
/// [`StoreError`] where the store does not answer.
pub async fn live_successors(
    sessions: &dyn Sessions,
    user: &User,
    began: Timestamp,
    now: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    let live = LiveSessions { user: user.id(), epoch: user.session_epoch(), now };
    let (mut successors, mut after) = (Vec::new(), None);
    loop {
        let page = sessions.list_live(live, after, AT_A_TIME).await?;
        after = page.last().map(Position::from);
        let complete = page.len() < usize::from(AT_A_TIME)
            || after.is_some_and(|after: Position<Session>| after.created_at > began);
        successors.extend(page.into_iter().filter(|session| session.created_at() == began));
        if complete {
            return Ok(successors);
        }
    }
}
