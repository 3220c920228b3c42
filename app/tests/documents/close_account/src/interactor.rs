use std::sync::Arc;

use application::{
    Actor, Attempt, Changes, Clock, EventData, EventId, EventKind, Ids, Principal, Subject, UnitOfWork, Users,
    WorkError, retry_stale,
};
use async_trait::async_trait;
use domain::Role;
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait CloseAccount: Interface {
    /// Closes the account of `actor` and ends all its sessions. One that is closed already stays closed.
    ///
    /// # Errors
    /// [`CloseAccountError`]; nothing was written then.
    async fn execute(&self, actor: &Principal) -> Result<(), CloseAccountError>;
}

/// Why the account was not closed.
#[derive(Debug, Error)]
pub enum CloseAccountError {
    /// Somebody else must take the role away first, or nobody might be left who has it.
    #[error("a super admin can't close the own account")]
    SuperAdmin,
    /// What is stored could not be worked on.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// [`CloseAccount`] over the ports.
#[derive(Component)]
#[shaku(interface = CloseAccount)]
pub struct CloseAccountInteractor {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl CloseAccount for CloseAccountInteractor {
    #[instrument(target = "spans", name = "close_account", skip_all)]
    async fn execute(&self, actor: &Principal) -> Result<(), CloseAccountError> {
        retry_stale(|| self.close(actor)).await
    }
}

impl CloseAccountInteractor {
    /// One try: read, decide, commit. Where the account was changed in between, nothing is written and it is tried again.
    async fn close(&self, actor: &Principal) -> Result<(), Attempt<CloseAccountError>> {
        let Some(mut user) = self.users.find(actor.user_id()).await? else {
            return Ok(());
        };
        if user.role() == Role::SuperAdmin {
            return Err(Attempt::Failed(CloseAccountError::SuperAdmin));
        }
        if !user.inactivate() {
            return Ok(());
        }
        let mut changes = Changes::new(Actor::User(user.id()), &actor.caller, self.clock.now());
        let user = changes.update_user(user);
        let event = EventId::new(self.ids.next());
        changes.record(event, EventKind::UserInactivated, Subject::User(user.id()), EventData::new());
        Ok(self.work.commit(changes).await?)
    }
}
