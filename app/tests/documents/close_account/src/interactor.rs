use std::sync::Arc;

use application::{
    Acting, Changes, Decision, EventData, EventKind, Forbidden, Interactor, Principal, StoreError, Work,
};
use domain::Role;
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct CloseAccount {
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why the account was not closed.
#[derive(Debug, Error)]
pub enum CloseAccountError {
    /// Another super admin must revoke the role first, so that one is left.
    #[error("a super admin can't close their own account")]
    SuperAdmin,
    /// The user is gone.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CloseAccount {
    /// Closes the account of `actor` and ends all its sessions. One that is closed already stays closed.
    ///
    /// # Errors
    /// [`CloseAccountError`]; nothing was written.
    #[instrument(target = "spans", name = "close_account", skip_all)]
    pub async fn execute(&self, actor: &Principal) -> Result<(), CloseAccountError> {
        self.work.run(actor, close).await
    }
}

/// One try: decide on what was read. Where the account was changed in between, nothing is written and it is tried again.
async fn close(acting: Acting) -> Result<Decision<(), CloseAccountError>, CloseAccountError> {
    if acting.user.role() == Role::SuperAdmin {
        return Err(CloseAccountError::SuperAdmin);
    }
    let mut closed = acting.user.clone();
    if !closed.inactivate() {
        return Ok(Decision::Answer(()));
    }
    let mut changes = Changes::by(&acting, acting.now);
    changes.record(EventKind::UserInactivated, acting.user.id(), EventData::new());
    changes.update(acting.user, closed);
    Ok(Decision::commit(changes, ()))
}
