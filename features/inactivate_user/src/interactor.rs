use std::sync::Arc;

use application::{AdminAction, Administration, AdministrationError, Interactor, Principal, Target, UserAction};
use domain::User;
use shaku::Component;
use tracing::instrument;

/// The use case: calls the service that administers users.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct InactivateUser {
    #[shaku(inject)]
    administration: Arc<dyn Administration>,
}

impl InactivateUser {
    /// Deactivates a user, and returns the changed user.
    ///
    /// # Errors
    /// [`AdministrationError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "inactivate_user", skip_all)]
    pub async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError> {
        let admin_action = AdminAction { action: UserAction::Inactivate, change: &User::inactivate };
        self.administration.act(actor, target, admin_action).await
    }
}
