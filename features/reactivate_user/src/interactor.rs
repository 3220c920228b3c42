use std::sync::Arc;

use application::{AdminAction, Administration, AdministrationError, Interactor, Principal, Target, UserAction};
use domain::User;
use shaku::Component;
use tracing::instrument;

/// The use case: calls the service that administers users.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ReactivateUser {
    #[shaku(inject)]
    administration: Arc<dyn Administration>,
}

impl ReactivateUser {
    /// Reactivates a user, and returns the changed user.
    ///
    /// # Errors
    /// [`AdministrationError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "reactivate_user", skip_all)]
    pub async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError> {
        let admin_action = AdminAction { action: UserAction::Reactivate, change: &User::reactivate };
        self.administration.act(actor, target, admin_action).await
    }
}
