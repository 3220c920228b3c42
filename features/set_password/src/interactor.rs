use std::sync::Arc;

use application::{
    AdminAction, Administration, AdministrationError, Interactor, NewPasswordError, NewPasswords, Principal, Target,
    UserAction,
};
use secrecy::SecretString;
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: calls the service that administers users.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct SetPassword {
    #[shaku(inject)]
    administration: Arc<dyn Administration>,
    #[shaku(inject)]
    new_passwords: Arc<dyn NewPasswords>,
}

/// Why no password was set.
#[derive(Debug, Error)]
pub enum SetPasswordError {
    /// The user could not be changed.
    #[error(transparent)]
    Administration(#[from] AdministrationError),
    /// The password was not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
}

impl SetPassword {
    /// Sets the password of the target and ends every session of the target.
    ///
    /// # Errors
    /// [`SetPasswordError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "set_password", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        target: &Target,
        password: SecretString,
    ) -> Result<(), SetPasswordError> {
        // Authorized before the password is hashed, which is expensive, and again when the change is committed.
        let user = self.administration.authorize(actor, target, UserAction::SetPassword).await?;
        let hash = self.new_passwords.accept(&password, user.username()).await?;
        let admin_action = AdminAction {
            action: UserAction::SetPassword,
            change: &|user| {
                user.replace_password(hash.clone());
                true
            },
        };
        self.administration.act(actor, target, admin_action).await?;
        Ok(())
    }
}
