use async_trait::async_trait;
use domain::{User, UserId, Username};
use shaku::Interface;

use super::StoreError;

/// Reads users. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Users: Interface {
    /// The user with this id; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// The user with this name, in whatever case; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError>;
}
