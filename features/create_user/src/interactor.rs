use std::sync::Arc;

use application::{
    Accounts, Attempt, Authority, Authorization, Conflict, Forbidden, NewAccount, OpenAccountError, Opening, Outcome,
    Principal, SecurityEvent, Users, WorkError, retry_stale_as,
};
use async_trait::async_trait;
use domain::User;
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait CreateUser: Interface {
    /// Makes an active account.
    ///
    /// # Errors
    /// [`CreateUserError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
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
    #[shaku(inject)]
    users: Arc<dyn Users>,
}

#[async_trait]
impl CreateUser for CreateUserInteractor {
    #[instrument(target = "spans", name = "create_user", skip_all)]
    async fn execute(&self, authority: Authority<'_>, account: NewAccount) -> Result<User, CreateUserError> {
        let (caller, actor) = (authority.caller(), authority.user());
        let result = match authority {
            Authority::Operator(_) => self.create(authority, account).await,
            Authority::User(principal) => self.create_for(principal, account).await,
        };
        match &result {
            Ok(user) => SecurityEvent::UserCreation.log(Outcome::Success, caller, actor, Some(user.id())),
            Err(CreateUserError::Forbidden(_)) => {
                SecurityEvent::UserCreation.log(Outcome::Refused, caller, actor, None);
            }
            Err(CreateUserError::Account(_)) => {}
        }
        result
    }
}

impl CreateUserInteractor {
    async fn create(&self, authority: Authority<'_>, account: NewAccount) -> Result<User, CreateUserError> {
        self.authorization.create_user(authority, account.role)?;
        Ok(self.accounts.open(Opening::Creation(authority), account).await?)
    }

    /// Creates on a signed-in user's authority. Where the user changed since the principal was read, the right may be gone:
    /// the policy judges the user as stored again.
    async fn create_for(&self, principal: &Principal, account: NewAccount) -> Result<User, CreateUserError> {
        retry_stale_as(principal, &*self.users, |user| {
            let (principal, account) = (Principal { user, ..principal.clone() }, account.clone());
            async move {
                match self.create(Authority::User(&principal), account).await {
                    Err(CreateUserError::Account(OpenAccountError::Work(WorkError::Unexpected(Conflict::Stale)))) => {
                        Err(Attempt::Stale)
                    }
                    result => result.map_err(Attempt::Failed),
                }
            }
        })
        .await
    }
}

impl From<WorkError> for CreateUserError {
    fn from(error: WorkError) -> Self {
        Self::Account(error.into())
    }
}
