use std::sync::Arc;

use application::{
    Actor, Attempt, Changes, Clock, EventId, EventKind, Ids, Outcome, Principal, SecurityEvent, Sessions, UnitOfWork,
    WorkError, retry_stale,
};
use async_trait::async_trait;
use domain::SessionId;
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait EndSession: Interface {
    /// Ends a live session of `actor`, be it the one that the call is made with or another.
    ///
    /// # Errors
    /// [`EndSessionError`]; nothing was ended then.
    async fn execute(&self, actor: &Principal, session: SessionId) -> Result<(), EndSessionError>;
}

/// Why the session was not ended.
#[derive(Debug, Error)]
pub enum EndSessionError {
    /// The actor has no such live session.
    #[error("there is no such live session")]
    NotFound,
    /// What is stored could not be worked on.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// [`EndSession`] over the ports.
#[derive(Component)]
#[shaku(interface = EndSession)]
pub struct EndSessionInteractor {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    sessions: Arc<dyn Sessions>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl EndSession for EndSessionInteractor {
    #[instrument(target = "spans", name = "end_session", skip_all)]
    async fn execute(&self, actor: &Principal, session: SessionId) -> Result<(), EndSessionError> {
        retry_stale(|| self.end(actor, session)).await?;
        let user = Some(actor.user_id());
        SecurityEvent::SessionEnd.log(Outcome::Success, &actor.caller, user, user);
        Ok(())
    }
}

impl EndSessionInteractor {
    async fn end(&self, actor: &Principal, session: SessionId) -> Result<(), Attempt<EndSessionError>> {
        let now = self.clock.now();
        let found = self.sessions.find(actor.user_id(), session).await?;
        let Some(session) = found.filter(|session| session.is_live_for(&actor.user, now)) else {
            return Err(Attempt::Failed(EndSessionError::NotFound));
        };
        let mut changes = Changes::new(Actor::User(actor.user_id()), &actor.caller, now);
        changes.delete_session(&session);
        changes.record_session(EventId::new(self.ids.next()), EventKind::SessionEnded, &session);
        Ok(self.work.commit(changes).await?)
    }
}
