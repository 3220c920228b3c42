use async_trait::async_trait;
use domain::{SecretHash, Session, User, UserId};
use shaku::Interface;

use super::StoreError;

/// Reads sessions. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Sessions: Interface {
    /// The session of this user whose secret has this hash, and the user, in one round trip to the store; `None` where
    /// there is no such session or no such user. Whether the session is still live is for the caller to judge.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError>;
}
