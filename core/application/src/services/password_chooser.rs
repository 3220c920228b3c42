use std::sync::Arc;

use async_trait::async_trait;
use domain::{InvalidPassword, NewPassword, PasswordHash, PasswordPolicy, Username};
use secrecy::SecretString;
use shaku::{Component, Interface};
use thiserror::Error;

use crate::{HashingError, Passwords};

/// Turns a password that somebody chose into what is stored: the one way in for sign-up, change and administration.
#[async_trait]
pub trait NewPasswords: Interface {
    /// The hash of `chosen`, where it satisfies the policy.
    ///
    /// # Errors
    /// [`NewPasswordError`].
    async fn accept(&self, chosen: &SecretString, username: &Username) -> Result<PasswordHash, NewPasswordError>;
}

/// Why a chosen password was not accepted.
#[derive(Debug, Error)]
pub enum NewPasswordError {
    /// It breaks the policy.
    #[error(transparent)]
    Invalid(#[from] InvalidPassword),
    /// It could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingError),
}

/// [`NewPasswords`] by a configured policy.
#[derive(Component)]
#[shaku(interface = NewPasswords)]
pub struct PasswordChooser {
    #[shaku(inject)]
    passwords: Arc<dyn Passwords>,
    /// What is asked of a new password.
    policy: PasswordPolicy,
}

#[async_trait]
impl NewPasswords for PasswordChooser {
    async fn accept(&self, chosen: &SecretString, username: &Username) -> Result<PasswordHash, NewPasswordError> {
        let password = NewPassword::choose(chosen, username, self.policy)?;
        Ok(self.passwords.hash(password.as_password()).await?)
    }
}
