use std::sync::Arc;

use application::{
    Actor, Caller, Changes, Clock, CommitError, Conflict, EventData, EventId, EventKind, HashingError, Ids,
    NewPasswordError, NewPasswords, Outcome, SecurityEvent, StoreError, Subject, UniqueValue, UnitOfWork, Users,
};
use async_trait::async_trait;
use domain::{InvalidPassword, Role, User, UserId, Username};
use secrecy::SecretString;
use shaku::{Component, Interface};
use thiserror::Error;

/// The use case.
#[async_trait]
pub trait SignUp: Interface {
    /// Makes an account with the role `user`.
    ///
    /// # Errors
    /// [`SignUpError`]; nothing was written then.
    async fn execute(&self, caller: &Caller, account: NewAccount) -> Result<User, SignUpError>;
}

/// What somebody wants to sign up with.
pub struct NewAccount {
    /// The name to be known by.
    pub username: Username,
    /// The password, yet to be judged.
    pub password: SecretString,
}

/// Why no account was made.
#[derive(Debug, Error)]
pub enum SignUpError {
    /// The password breaks the policy.
    #[error(transparent)]
    InvalidPassword(InvalidPassword),
    /// Somebody has the username, in whatever case.
    #[error("the username is taken")]
    UsernameTaken,
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(HashingError),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store met a conflict that signing up can't cause.
    #[error("an unexpected conflict")]
    Unexpected(#[source] Conflict),
}

/// [`SignUp`] over the ports.
#[derive(Component)]
#[shaku(interface = SignUp)]
pub struct SignUpInteractor {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    new_passwords: Arc<dyn NewPasswords>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl SignUp for SignUpInteractor {
    async fn execute(&self, caller: &Caller, account: NewAccount) -> Result<User, SignUpError> {
        let NewAccount { username, password } = account;
        // The commit alone decides who gets a name; asking before spares a hash where the answer is known.
        if self.users.find_by_username(&username).await?.is_some() {
            return Err(SignUpError::UsernameTaken);
        }
        let hash = self.new_passwords.accept(&password, &username).await?;
        let now = self.clock.now();
        let user = User::new(UserId::new(self.ids.next()), username, hash, Role::User, now);

        let mut changes = Changes::new(Actor::User(user.id()), caller, now);
        changes.insert_user(user.clone());
        let event = EventId::new(self.ids.next());
        changes.record(event, EventKind::UserSignedUp, Subject::User(user.id()), EventData::new());
        self.work.commit(changes).await?;
        SecurityEvent::SignUp.log(Outcome::Success, caller, Some(user.id()));
        Ok(user)
    }
}

impl From<NewPasswordError> for SignUpError {
    fn from(error: NewPasswordError) -> Self {
        match error {
            NewPasswordError::Invalid(rule) => Self::InvalidPassword(rule),
            NewPasswordError::Hashing(error) => Self::Hashing(error),
        }
    }
}

impl From<CommitError> for SignUpError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict(Conflict::Exists(UniqueValue::Username)) => Self::UsernameTaken,
            CommitError::Conflict(conflict) => Self::Unexpected(conflict),
            CommitError::Store(error) => Self::Store(error),
        }
    }
}
