use std::sync::Arc;

use application::{
    Accounts, AttemptOutcome, Caller, Changes, EventKind, Interactor, LimitError, NewAccount, OpenAccountError,
    Outcome, RateLimiter, SecurityEvent, Work,
};
use domain::{Role, User, Username};
use secrecy::SecretString;
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: calls the service that opens accounts.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct SignUp {
    #[shaku(inject)]
    accounts: Arc<dyn Accounts>,
    #[shaku(inject)]
    limits: Arc<dyn RateLimiter>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// The credentials of a new account.
pub struct SignUpCommand {
    /// The username.
    pub username: Username,
    /// The password, not validated yet.
    pub password: SecretString,
}

/// Why no account was created.
#[derive(Debug, Error)]
pub enum SignUpError {
    /// Too many accounts were created from the caller's address.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// The account could not be opened.
    #[error(transparent)]
    Account(#[from] OpenAccountError),
}

impl SignUp {
    /// Creates an account with the role `user`.
    ///
    /// # Errors
    /// [`SignUpError`]; no account was created then.
    #[instrument(target = "spans", name = "sign_up", skip_all)]
    pub async fn execute(&self, caller: &Caller, command: SignUpCommand) -> Result<User, SignUpError> {
        let SignUpCommand { username, password } = command;
        let account = NewAccount { username, password, role: Role::User };
        let attempt = self.limits.count_sign_up(caller).await?;
        let opened = self.open(caller, account).await;
        let outcome = match &opened {
            // A taken name counts too, or a client could probe any number of names.
            Ok(_) | Err(OpenAccountError::UsernameTaken) => AttemptOutcome::Counted,
            Err(_) => AttemptOutcome::Discarded,
        };
        self.limits.settle(attempt, outcome).await;
        let user = opened?;
        SecurityEvent::SignUp.log(Outcome::Success, caller, Some(user.id()), Some(user.id()));
        Ok(user)
    }

    async fn open(&self, caller: &Caller, account: NewAccount) -> Result<User, OpenAccountError> {
        let user = self.accounts.prepare(account).await?;
        let mut changes = Changes::by_account_holder(user.id(), caller, user.created_at());
        changes.open_account(user.clone(), EventKind::UserSignedUp);
        self.work.commit(changes).await?;
        Ok(user)
    }
}
