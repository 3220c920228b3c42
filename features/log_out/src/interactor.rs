use std::sync::Arc;

use application::{
    Actor, Attempt, Changes, Clock, EventId, EventKind, Ids, LiveSessions, Outcome, Principal, SecurityEvent, Sessions,
    StoreError, UnitOfWork, Users, WorkError, retry_stale,
};
use async_trait::async_trait;
use domain::Session;
use shaku::{Component, Interface};
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait LogOut: Interface {
    /// Ends the session that `actor` is signed in with. One that somebody else ended meanwhile is ended too.
    ///
    /// # Errors
    /// [`WorkError`].
    async fn execute(&self, actor: &Principal) -> Result<(), WorkError>;
}

/// Sessions that are read at a time, oldest first, in search of those that began with this one.
const HEIRS_AT_A_TIME: u16 = 50;

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
        let sessions = match known {
            Some(session) => vec![session.clone()],
            None => self.heirs(actor).await?,
        };
        if sessions.is_empty() {
            return Ok(());
        }
        let mut changes = Changes::new(Actor::User(actor.user_id()), &actor.caller, self.clock.now());
        for session in &sessions {
            changes.delete_session(session);
            changes.record_session(EventId::new(self.ids.next()), EventKind::SessionEnded, session);
        }
        Ok(self.work.commit(changes).await?)
    }

    /// The live sessions of the log-in that the actor's session comes from: itself, renewed, or the one that took its place
    /// when a competing call changed the password or met another role. They began at the same moment.
    async fn heirs(&self, actor: &Principal) -> Result<Vec<Session>, StoreError> {
        let Some(user) = self.users.find(actor.user_id()).await? else {
            return Ok(Vec::new());
        };
        let live = LiveSessions { user: user.id(), epoch: user.session_epoch(), now: self.clock.now() };
        let began = actor.session.created_at();
        let mut sessions = Vec::new();
        let mut after = None;
        loop {
            let page = self.sessions.list_live(live, after, HEIRS_AT_A_TIME).await?;
            after = page.last().map(|session| (session.created_at(), session.id()));
            let complete = page.len() < usize::from(HEIRS_AT_A_TIME) || after.is_some_and(|(at, _)| at > began);
            sessions.extend(page.into_iter().filter(|session| session.created_at() == began));
            if complete {
                return Ok(sessions);
            }
        }
    }
}
