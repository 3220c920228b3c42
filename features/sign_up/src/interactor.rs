use std::sync::Arc;

use application::{Accounts, Caller, NewAccount, OpenAccountError, Opening, Outcome, SecurityEvent};
use async_trait::async_trait;
use domain::{Role, User, Username};
use secrecy::SecretString;
use shaku::{Component, Interface};

/// The use case.
#[async_trait]
pub trait SignUp: Interface {
    /// Makes an account with the role `user`.
    ///
    /// # Errors
    /// [`OpenAccountError`]; nothing was written then.
    async fn execute(&self, caller: &Caller, command: SignUpCommand) -> Result<User, OpenAccountError>;
}

/// What somebody wants to sign up with.
pub struct SignUpCommand {
    /// The name to be known by.
    pub username: Username,
    /// The password, yet to be judged.
    pub password: SecretString,
}

/// [`SignUp`] through the shared way of opening accounts.
#[derive(Component)]
#[shaku(interface = SignUp)]
pub struct SignUpInteractor {
    #[shaku(inject)]
    accounts: Arc<dyn Accounts>,
}

#[async_trait]
impl SignUp for SignUpInteractor {
    async fn execute(&self, caller: &Caller, command: SignUpCommand) -> Result<User, OpenAccountError> {
        let SignUpCommand { username, password } = command;
        let account = NewAccount { username, password, role: Role::User };
        let user = self.accounts.open(Opening::SignUp(caller), account).await?;
        SecurityEvent::SignUp.log(Outcome::Success, caller, Some(user.id()));
        Ok(user)
    }
}
