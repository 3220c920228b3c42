use std::sync::Arc;

use application::{
    Accounts, Authority, Authorization, Forbidden, NewAccount, OpenAccountError, Opening, Outcome, SecurityEvent,
};
use async_trait::async_trait;
use domain::User;
use shaku::{Component, Interface};
use thiserror::Error;

/// The use case.
#[async_trait]
pub trait CreateUser: Interface {
    /// Makes an active account.
    ///
    /// # Errors
    /// [`CreateUserError`]; nothing was written then.
    async fn execute(&self, authority: Authority<'_>, account: NewAccount) -> Result<User, CreateUserError>;
}

/// Why no account was made.
#[derive(Debug, Error)]
pub enum CreateUserError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The account could not be opened.
    #[error(transparent)]
    Account(#[from] OpenAccountError),
}

/// [`CreateUser`] by the policy, through the shared way of opening accounts.
#[derive(Component)]
#[shaku(interface = CreateUser)]
pub struct CreateUserInteractor {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    accounts: Arc<dyn Accounts>,
}

#[async_trait]
impl CreateUser for CreateUserInteractor {
    async fn execute(&self, authority: Authority<'_>, account: NewAccount) -> Result<User, CreateUserError> {
        if let Err(forbidden) = self.authorization.create_user(authority, account.role) {
            SecurityEvent::UserCreation.log(Outcome::Refused, authority.caller(), authority.user(), None);
            return Err(forbidden.into());
        }
        let user = self.accounts.open(Opening::Creation(authority), account).await?;
        SecurityEvent::UserCreation.log(Outcome::Success, authority.caller(), authority.user(), Some(user.id()));
        Ok(user)
    }
}
