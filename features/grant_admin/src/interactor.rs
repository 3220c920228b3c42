use std::sync::Arc;

use application::{Administration, AdministrationError, Deed, EventKind, Principal, Target, UserAction};
use async_trait::async_trait;
use domain::{Role, User};
use shaku::{Component, Interface};
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait GrantAdmin: Interface {
    /// Makes a user an admin, and answers the user as it then is.
    ///
    /// # Errors
    /// [`AdministrationError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError>;
}

/// [`GrantAdmin`] through the shared way of administering users.
#[derive(Component)]
#[shaku(interface = GrantAdmin)]
pub struct GrantAdminInteractor {
    #[shaku(inject)]
    administration: Arc<dyn Administration>,
}

#[async_trait]
impl GrantAdmin for GrantAdminInteractor {
    #[instrument(target = "spans", name = "grant_admin", skip_all)]
    async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError> {
        let deed = Deed {
            action: UserAction::GrantAdmin,
            event: EventKind::AdminGranted,
            change: &|user| user.assign(Role::Admin),
        };
        self.administration.act(actor, target, deed).await
    }
}
