use std::error::Error;

use async_trait::async_trait;
use domain::{Password, PasswordHash};
use shaku::Interface;

/// Hashes and compares passwords, slowly by intent and off the threads that serve requests.
#[async_trait]
pub trait Passwords: Interface {
    /// The hash of `password` under the present scheme and cost.
    ///
    /// # Errors
    /// [`HashingError`].
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashingError>;

    /// Compares `password` with `hash`, or with a hash that nothing matches where there is none. Every mismatch costs
    /// the same, also under a hash of an older scheme or cost, and also without one: how long it takes tells nothing.
    /// Nothing matches a hash that can't be read, of a pepper that is gone, say: the log tells of it and the caller
    /// can't, or it would tell that there is such an account.
    ///
    /// # Errors
    /// [`HashingError`].
    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<Verdict, HashingError>;
}

/// Whether a password is the hashed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Match,
    /// It is, and the hash is not of the present scheme, pepper and cost: hash the password anew.
    NeedsRehash,
    /// It is not.
    Mismatch,
}

/// Why a password was neither hashed nor compared.
#[derive(Debug, thiserror::Error)]
pub enum HashingError {
    /// More passwords wait than the queue holds: the same call may succeed later.
    #[error("the queue of the password hasher is full")]
    Saturated,
    /// The hasher failed.
    #[error("the password hasher failed")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}
