use std::sync::Arc;

use async_trait::async_trait;
use domain::{InvalidPassword, Role, User, Username};
use secrecy::SecretString;
use shaku::{Component, Interface};
use thiserror::Error;

use super::{NewPasswordError, NewPasswords, Work};
use crate::{
    Changes, CommitError, Conflict, EventKind, HashingError, StoreError, Subject, UniqueValue, Users, event_payload,
};

/// Prepares new accounts, for sign-up as well as for accounts that an admin creates.
#[async_trait]
pub trait Accounts: Interface {
    /// A new active user for this account, not stored yet: see [`Changes::open_account`]. The username was free and the
    /// password accepted; the commit decides whether the username is still free then.
    ///
    /// # Errors
    /// [`OpenAccountError`].
    async fn prepare(&self, account: NewAccount) -> Result<User, OpenAccountError>;
}

impl Changes {
    /// Stages a prepared user, and its event.
    pub fn open_account(&mut self, user: User, kind: EventKind) {
        self.record(kind, Subject::User(user.id()), event_payload::of_account(&user));
        self.insert(user);
    }
}

/// The account to open.
#[derive(Clone)]
pub struct NewAccount {
    /// The username.
    pub username: Username,
    /// The password, not validated yet.
    pub password: SecretString,
    /// The role.
    pub role: Role,
}

/// Why no account was opened.
#[derive(Debug, Error)]
pub enum OpenAccountError {
    /// The password breaks the policy.
    #[error(transparent)]
    InvalidPassword(InvalidPassword),
    /// The username exists, ignoring case.
    #[error("the username is taken")]
    UsernameTaken,
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(HashingError),
    /// The store call failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// [`Accounts`] over the ports.
#[derive(Component)]
#[shaku(interface = Accounts)]
pub struct AccountOpener {
    #[shaku(inject)]
    new_passwords: Arc<dyn NewPasswords>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

#[async_trait]
impl Accounts for AccountOpener {
    async fn prepare(&self, account: NewAccount) -> Result<User, OpenAccountError> {
        let NewAccount { username, password, role } = account;
        // Checking now saves a hash if the username is taken.
        if self.users.find_by_username(&username).await?.is_some() {
            return Err(OpenAccountError::UsernameTaken);
        }
        let hash = self.new_passwords.accept(&password, &username).await?;
        Ok(User::new(self.work.id(), username, hash, role, self.work.now()))
    }
}

impl From<NewPasswordError> for OpenAccountError {
    fn from(error: NewPasswordError) -> Self {
        match error {
            NewPasswordError::Invalid(rule) => Self::InvalidPassword(rule),
            NewPasswordError::Hashing(error) => Self::Hashing(error),
        }
    }
}

impl From<CommitError> for OpenAccountError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict(Conflict::Exists(UniqueValue::Username)) => Self::UsernameTaken,
            error => Self::Store(error.into()),
        }
    }
}
