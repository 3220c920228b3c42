use std::sync::Arc;

use application::{Administration, AdministrationError, Deed, EventKind, Principal, Target, UserAction};
use async_trait::async_trait;
use domain::User;
use shaku::{Component, Interface};
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait InactivateUser: Interface {
    /// Closes an account to its user, and answers the user as it then is.
    ///
    /// # Errors
    /// [`AdministrationError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError>;
}

/// [`InactivateUser`] through the shared way of administering users.
#[derive(Component)]
#[shaku(interface = InactivateUser)]
pub struct InactivateUserInteractor {
    #[shaku(inject)]
    administration: Arc<dyn Administration>,
}

#[async_trait]
impl InactivateUser for InactivateUserInteractor {
    #[instrument(target = "spans", name = "inactivate_user", skip_all)]
    async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError> {
        let deed =
            Deed { action: UserAction::Inactivate, event: EventKind::UserInactivated, change: &User::inactivate };
        self.administration.act(actor, target, deed).await
    }
}
