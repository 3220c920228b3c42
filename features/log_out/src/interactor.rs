use std::sync::Arc;

use application::{
    Actor, Attempt, Changes, Clock, EventId, EventKind, Ids, Outcome, Principal, SecurityEvent, Sessions, StoreError,
    UnitOfWork, Users, WorkError, live_heirs, retry_stale,
};
use async_trait::async_trait;
use domain::Session;
use shaku::{Component, Interface};
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait LogOut: Interface {
    /// Ends the session that `actor` is signed in with, or the one that took its place. One that somebody else ended
    /// meanwhile is ended too.
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
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl LogOut for LogOutInteractor {
    #[instrument(target = "spans", name = "log_out", skip_all)]
    async fn execute(&self, actor: &Principal) -> Result<(), WorkError> {
        let mut known = Some(&actor.session);
        retry_stale(|| self.end(actor, known.take())).await?;
        SecurityEvent::LogOut.log(Outcome::Success, &actor.caller, Some(actor.user_id()), Some(actor.user_id()));
        Ok(())
    }
}

impl LogOutInteractor {
    /// Ends the session, as the principal was read with it or, where that is stale, what has become of it.
    async fn end(&self, actor: &Principal, known: Option<&Session>) -> Result<(), Attempt<WorkError>> {
        let Ending { live, superseded } = match known {
            Some(session) if !session.is_superseded() => Ending { live: vec![session.clone()], superseded: None },
            _ => self.left_to_end(actor).await?,
        };
        if live.is_empty() {
            return Ok(());
        }
        let mut changes = Changes::new(Actor::User(actor.user_id()), &actor.caller, self.clock.now());
        for session in &live {
            changes.delete_session(session);
            changes.record_session(EventId::new(self.ids.next()), EventKind::SessionEnded, session);
        }
        if let Some(session) = superseded {
            changes.delete_session(&session);
        }
        Ok(self.work.commit(changes).await?)
    }

    /// What has become of the actor's session.
    async fn left_to_end(&self, actor: &Principal) -> Result<Ending, StoreError> {
        let Some(user) = self.users.find(actor.user_id()).await? else {
            return Ok(Ending { live: Vec::new(), superseded: None });
        };
        let began = actor.session.created_at();
        let live = live_heirs(&*self.sessions, &user, began, self.clock.now()).await?;
        let superseded = self.sessions.find(user.id(), actor.session.id()).await?.filter(Session::is_superseded);
        Ok(Ending { live, superseded })
    }
}

/// The sessions that a log-out ends.
struct Ending {
    live: Vec<Session>,
    /// The one whose place another took. With it gone, its cookie is nobody's.
    superseded: Option<Session>,
}
