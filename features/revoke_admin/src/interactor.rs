use std::sync::Arc;

use application::{Administration, AdministrationError, Deed, EventKind, Principal, Target, UserAction};
use async_trait::async_trait;
use domain::{Role, User};
use shaku::{Component, Interface};
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait RevokeAdmin: Interface {
    /// Makes an admin an ordinary user, and answers the user as it then is.
    ///
    /// # Errors
    /// [`AdministrationError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError>;
}

/// [`RevokeAdmin`] through the shared way of administering users.
#[derive(Component)]
#[shaku(interface = RevokeAdmin)]
pub struct RevokeAdminInteractor {
    #[shaku(inject)]
    administration: Arc<dyn Administration>,
}

#[async_trait]
impl RevokeAdmin for RevokeAdminInteractor {
    #[instrument(target = "spans", name = "revoke_admin", skip_all)]
    async fn execute(&self, actor: &Principal, target: &Target) -> Result<User, AdministrationError> {
        let deed = Deed {
            action: UserAction::RevokeAdmin,
            event: EventKind::AdminRevoked,
            change: &|user| user.assign(Role::User),
        };
        self.administration.act(actor, target, deed).await
    }
}
