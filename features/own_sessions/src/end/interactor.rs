use std::sync::Arc;

use application::{
    Acting, Changes, Decision, EventKind, Interactor, Outcome, Principal, SecurityEvent, Sessions, StoreError, Work,
    live_successors,
};
use domain::{Session, SessionId, Timestamp};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct EndSession {
    #[shaku(inject)]
    sessions: Arc<dyn Sessions>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Which session was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedSession {
    /// The session of the request.
    Current,
    /// Another session.
    Other,
}

/// Why the session was not ended.
#[derive(Debug, Error)]
pub enum EndSessionError {
    /// The actor has no such live session.
    #[error("there is no such live session")]
    NotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl EndSession {
    /// Ends a live session of `actor`, that of the request or another. The id of a session that was replaced, because
    /// the user's role or password changed, stands for the session that replaced it.
    ///
    /// # Errors
    /// [`EndSessionError`]; nothing was ended then.
    #[instrument(target = "spans", name = "end_session", skip_all)]
    pub async fn execute(&self, actor: &Principal, session: SessionId) -> Result<EndedSession, EndSessionError> {
        let ended = self.work.run_by_owner(actor, |acting| self.end(acting, actor, session)).await?;
        let user = Some(actor.user_id());
        SecurityEvent::SessionEnd.log(Outcome::Success, &actor.caller, user, user);
        Ok(ended)
    }

    async fn end(
        &self,
        acting: Acting,
        actor: &Principal,
        id: SessionId,
    ) -> Result<Decision<EndedSession, EndSessionError>, EndSessionError> {
        let now = acting.now;
        let found = self.sessions.find(actor.user_id(), id).await?;
        let superseded = found.clone().filter(Session::is_superseded);
        let live = match (&superseded, found) {
            (Some(superseded), _) => self.successors(superseded, now).await?,
            (None, found) => found.filter(|session| session.is_live_for(&actor.user, now)).into_iter().collect(),
        };
        if live.is_empty() {
            return Err(EndSessionError::NotFound);
        }
        let current = actor.session.id();
        let is_current = id == current || live.iter().any(|session| session.id() == current);
        let mut changes = Changes::by_owner(&acting, now);
        for session in live {
            changes.record_session(EventKind::SessionEnded, &session);
            changes.delete(session);
        }
        if let Some(session) = superseded {
            changes.delete(session);
        }
        Ok(Decision::commit(changes, if is_current { EndedSession::Current } else { EndedSession::Other }))
    }

    /// The live sessions that replaced this one, for the user as it is now.
    async fn successors(&self, superseded: &Session, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        let found = self.sessions.find_with_user(superseded.user_id(), superseded.secret_hash()).await?;
        match found {
            Some((session, user)) if user.is_active() => {
                live_successors(&*self.sessions, &user, session.created_at(), now).await
            }
            _ => Ok(Vec::new()),
        }
    }
}
