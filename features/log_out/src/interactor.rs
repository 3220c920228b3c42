use std::sync::Arc;

use application::{
    Actor, Attempt, Changes, Clock, EventId, EventKind, Ids, Outcome, Principal, SecurityEvent, Sessions, UnitOfWork,
    WorkError, retry_stale,
};
use async_trait::async_trait;
use domain::Session;
use shaku::{Component, Interface};

/// The use case.
#[async_trait]
pub trait LogOut: Interface {
    /// Ends the session that `actor` is signed in with. One that somebody else ended meanwhile is ended too.
    ///
    /// # Errors
    /// [`WorkError`].
    async fn execute(&self, actor: &Principal) -> Result<(), WorkError>;
}

/// [`LogOut`] over the ports.
#[derive(Component)]
#[shaku(interface = LogOut)]
pub struct LogOutInteractor {
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
impl LogOut for LogOutInteractor {
    async fn execute(&self, actor: &Principal) -> Result<(), WorkError> {
        let mut known = Some(&actor.session);
        retry_stale(|| self.end(actor, known.take())).await?;
        SecurityEvent::LogOut.log(Outcome::Success, &actor.caller, Some(actor.user_id()), Some(actor.user_id()));
        Ok(())
    }
}

impl LogOutInteractor {
    /// Ends the session, as the principal was read with it or, where that is stale, as it is now.
    async fn end(&self, actor: &Principal, known: Option<&Session>) -> Result<(), Attempt<WorkError>> {
        let session = match known {
            Some(session) => session.clone(),
            None => match self.sessions.find_with_user(actor.user_id(), actor.session.secret_hash()).await? {
                Some((session, _)) => session,
                None => return Ok(()),
            },
        };
        let mut changes = Changes::new(Actor::User(actor.user_id()), &actor.caller, self.clock.now());
        changes.delete_session(&session);
        let event = EventId::new(self.ids.next());
        changes.record_session(event, EventKind::SessionEnded, &session);
        Ok(self.work.commit(changes).await?)
    }
}
