use std::error::Error;

use async_trait::async_trait;
use domain::{Password, PasswordHash};
use shaku::Interface;

/// Hashes and verifies passwords, slowly by intent and off the threads that serve requests.
#[async_trait]
pub trait Passwords: Interface {
    /// The hash of `password` under the present scheme and cost.
    ///
    /// # Errors
    /// [`HashingError`].
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashingError>;

    /// Verifies `password` against `hash`, or against a dummy hash if there is none. Every mismatch takes the same
    /// time, also under a hash of an older scheme or cost, and also without a hash, so the duration reveals nothing. A
    /// hash that can't be read, for example after its pepper was removed, matches nothing: the log reports it, but the
    /// result doesn't, because that would reveal that the account exists.
    ///
    /// # Errors
    /// [`HashingError`].
    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<Verdict, HashingError>;
}

/// The result of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The password matches.
    Match,
    /// The password matches, but the hash has an old scheme, pepper or cost: hash the password again.
    NeedsRehash,
    /// The password does not match.
    Mismatch,
}

/// Why a password was neither hashed nor verified.
#[derive(Debug, thiserror::Error)]
pub enum HashingError {
    /// The queue has no room for another password: the same call may succeed later.
    #[error("the queue of the password hasher is full")]
    Saturated,
    /// The hasher failed.
    #[error("the password hasher failed")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}
