use std::sync::Arc;

use application::{Authorization, Clock, Forbidden, Interactor, Principal};
use domain::{Role, Timestamp};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: authorizes by the policy, and reads through a port.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ViewDesk {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
}

/// Why nothing was read.
#[derive(Debug, Error)]
pub enum ViewDeskError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
}

impl ViewDesk {
    /// View the desk, on behalf of `actor`: so far, when it was asked for.
    ///
    /// # Errors
    /// [`ViewDeskError`].
    #[instrument(target = "spans", name = "view_desk", skip_all)]
    pub fn execute(&self, actor: &Principal) -> Result<Timestamp, ViewDeskError> {
        self.authorization.require_role(&actor.user, Role::Admin)?;
        Ok(self.clock.now())
    }
}
