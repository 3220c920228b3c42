use std::sync::Arc;

use application::{
    Acting, Changes, Decision, EventKind, Interactor, Outcome, Principal, SecurityEvent, Sessions, StoreError, Work,
    live_successors,
};
use domain::Session;
use shaku::Component;
use tracing::instrument;

/// The use case: reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct LogOut {
    #[shaku(inject)]
    sessions: Arc<dyn Sessions>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

impl LogOut {
    /// Ends the session of `actor`, or the one that replaced it. Succeeds too if another request has ended it
    /// meanwhile.
    ///
    /// # Errors
    /// [`StoreError`].
    #[instrument(target = "spans", name = "log_out", skip_all)]
    pub async fn execute(&self, actor: &Principal) -> Result<(), StoreError> {
        self.work.run_by_owner(actor, |acting| self.end(acting, actor)).await?;
        SecurityEvent::LogOut.log(Outcome::Success, &actor.caller, Some(actor.user_id()), Some(actor.user_id()));
        Ok(())
    }

    /// Ends the session as it was authenticated or, if that is stale, as it is now.
    async fn end(&self, acting: Acting, actor: &Principal) -> Result<Decision<(), StoreError>, StoreError> {
        let Ending { live, superseded } = if acting.is_first_try && !actor.session.is_superseded() {
            Ending { live: vec![actor.session.clone()], superseded: None }
        } else {
            self.left_to_end(actor).await?
        };
        if live.is_empty() {
            return Ok(Decision::Answer(()));
        }
        let mut changes = Changes::by_owner(&acting, self.work.now());
        for session in live {
            changes.record_session(EventKind::SessionEnded, &session);
            changes.delete(session);
        }
        if let Some(session) = superseded {
            changes.delete(session);
        }
        Ok(Decision::commit(changes, ()))
    }

    /// The actor's session as it is now, or the sessions that replaced it.
    async fn left_to_end(&self, actor: &Principal) -> Result<Ending, StoreError> {
        let Some(user) = self.work.find_user(actor.user_id()).await? else {
            return Ok(Ending { live: Vec::new(), superseded: None });
        };
        let began = actor.session.created_at();
        let live = live_successors(&*self.sessions, &user, began, self.work.now()).await?;
        let superseded = self.sessions.find(user.id(), actor.session.id()).await?.filter(Session::is_superseded);
        Ok(Ending { live, superseded })
    }
}

/// The sessions that a log-out ends.
struct Ending {
    live: Vec<Session>,
    /// The session that was replaced. Deleting it makes its cookie invalid.
    superseded: Option<Session>,
}
