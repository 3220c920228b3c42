use std::sync::Arc;

use async_trait::async_trait;
use domain::{Session, User};
use shaku::{Component, Interface};
use tracing::warn;

use super::Work;
use crate::{Caller, Changes, CommitError, Conflict, ErrorChain, EventKind, LiveSessions, Sessions};

/// Limits the number of a user's live sessions.
#[async_trait]
pub trait SessionLimit: Interface {
    /// Ends the oldest live sessions of `user` beyond the limit. Call it after a new session is stored: of concurrent
    /// log-ins, the last one sees all sessions, so the limit holds when all are done.
    ///
    /// A store that does not answer does not fail a log-in that succeeded: the next log-in ends the rest.
    async fn enforce(&self, user: &User, caller: &Caller);
}

/// [`SessionLimit`] by a configured number.
#[derive(Component)]
#[shaku(interface = SessionLimit)]
pub struct OldestSessionsEnd {
    #[shaku(inject)]
    sessions: Arc<dyn Sessions>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
    /// The most live sessions of a user.
    max_per_user: u16,
}

#[async_trait]
impl SessionLimit for OldestSessionsEnd {
    async fn enforce(&self, user: &User, caller: &Caller) {
        if let Err(error) = self.end_oldest(user, caller).await {
            warn!(error = %ErrorChain(&error), "sessions beyond the limit were not ended");
        }
    }
}

impl OldestSessionsEnd {
    /// Reads and ends sessions until the limit holds. Each pass ends at least one session or meets one that was just
    /// ended or renewed elsewhere, so passes are few; log-ins that come later end the rest.
    async fn end_oldest(&self, user: &User, caller: &Caller) -> Result<(), CommitError> {
        const TURNS: u8 = 8;
        /// Sessions beyond the limit that one pass reads.
        const SLACK: u16 = 32;
        for _ in 0..TURNS {
            let which = LiveSessions { user: user.id(), epoch: user.session_epoch(), now: self.work.now() };
            let live = self.sessions.list_live(which, None, self.max_per_user.saturating_add(SLACK)).await?;
            let surplus = live.len().saturating_sub(usize::from(self.max_per_user));
            if surplus == 0 {
                return Ok(());
            }
            for session in live.into_iter().take(surplus) {
                match self.end(session, caller).await {
                    Ok(()) | Err(CommitError::Conflict(Conflict::Stale)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    async fn end(&self, session: Session, caller: &Caller) -> Result<(), CommitError> {
        let mut changes = Changes::by_account_holder(session.user_id(), caller, self.work.now());
        changes.record_session(EventKind::SessionEnded, &session);
        changes.delete(session);
        self.work.commit(changes).await
    }
}
