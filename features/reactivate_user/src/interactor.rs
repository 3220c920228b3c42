use std::sync::Arc;

use application::{Administration, AdministrationError, Deed, EventKind, Principal, Target, UserAction};
use async_trait::async_trait;
use domain::User;
use shaku::{Component, Interface};
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait ReactivateUser: Interface {
    /// Opens a closed account again, and answers the user as it then is.
    ///
    /// # Errors
    /// [`AdministrationError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError>;
}

/// [`ReactivateUser`] through the shared way of administering users.
#[derive(Component)]
#[shaku(interface = ReactivateUser)]
pub struct ReactivateUserInteractor {
    #[shaku(inject)]
    administration: Arc<dyn Administration>,
}

#[async_trait]
impl ReactivateUser for ReactivateUserInteractor {
    #[instrument(target = "spans", name = "reactivate_user", skip_all)]
    async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError> {
        let deed =
            Deed { action: UserAction::Reactivate, event: EventKind::UserReactivated, change: &User::reactivate };
        self.administration.act(actor, target, deed).await
    }
}
