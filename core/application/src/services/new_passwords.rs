use std::sync::Arc;

use async_trait::async_trait;
use domain::{InvalidPassword, NewPassword, PasswordHash, PasswordPolicy, Username};
use secrecy::SecretString;
use shaku::{Component, Interface};
use thiserror::Error;

use crate::{HashingError, Passwords};

/// Validates and hashes a new password, for sign-up, change and administration.
#[async_trait]
pub trait NewPasswords: Interface {
    /// The hash of `chosen`, if it satisfies the policy.
    ///
    /// # Errors
    /// [`NewPasswordError`].
    async fn accept(&self, chosen: &SecretString, username: &Username) -> Result<PasswordHash, NewPasswordError>;
}

/// Why a new password was not accepted.
#[derive(Debug, Error)]
pub enum NewPasswordError {
    /// It violates the policy.
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
    /// The rules for new passwords.
    policy: PasswordPolicy,
}

#[async_trait]
impl NewPasswords for PasswordChooser {
    async fn accept(&self, chosen: &SecretString, username: &Username) -> Result<PasswordHash, NewPasswordError> {
        let password = NewPassword::choose(chosen, username, self.policy)?;
        Ok(self.passwords.hash(password.as_password()).await?)
    }
}
