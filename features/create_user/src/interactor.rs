use std::sync::Arc;

use application::{
    Accounts, Acting, Authority, Authorization, Caller, Changes, Decision, EventKind, Forbidden, Interactor,
    NewAccount, OpenAccountError, Outcome, SecurityEvent, StoreError, UniqueValue, Work,
};
use domain::User;
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: authorizes by the policy, and calls the service that opens accounts.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct CreateUser {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    accounts: Arc<dyn Accounts>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why no user was created.
#[derive(Debug, Error)]
pub enum CreateUserError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The account could not be opened.
    #[error(transparent)]
    Account(#[from] OpenAccountError),
}

impl CreateUser {
    /// Creates an active user.
    ///
    /// # Errors
    /// [`CreateUserError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "create_user", skip_all)]
    pub async fn execute(&self, authority: Authority<'_>, account: NewAccount) -> Result<User, CreateUserError> {
        let (caller, actor) = (authority.caller(), authority.user());
        let result = match authority {
            Authority::Operator(caller) => self.create_by_operator(caller, account).await.map_err(Into::into),
            Authority::User(actor) => self.work.run(actor, |acting| self.create(acting, account.clone())).await,
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

    async fn create_by_operator(&self, caller: &Caller, account: NewAccount) -> Result<User, OpenAccountError> {
        let user = self.accounts.prepare(account).await?;
        let mut changes = Changes::by_operator(caller, user.created_at());
        changes.open_account(user.clone(), EventKind::UserCreated);
        self.work.commit(changes).await?;
        Ok(user)
    }

    /// One try of a signed-in user. The right is checked first.
    async fn create(
        &self,
        acting: Acting,
        account: NewAccount,
    ) -> Result<Decision<User, CreateUserError>, CreateUserError> {
        self.authorization.create_user(&acting.user, account.role)?;
        let user = self.accounts.prepare(account).await?;
        let mut changes = Changes::by(&acting, user.created_at());
        changes.open_account(user.clone(), EventKind::UserCreated);
        let taken = OpenAccountError::UsernameTaken.into();
        Ok(Decision::commit(changes, user).unless_exists(UniqueValue::Username, taken))
    }
}

impl From<StoreError> for CreateUserError {
    fn from(error: StoreError) -> Self {
        Self::Account(error.into())
    }
}
