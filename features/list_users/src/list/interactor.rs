use std::sync::Arc;

use application::{Authorization, Forbidden, Page, Principal, StoreError, UserQuery, Users};
use async_trait::async_trait;
use domain::User;
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait ListUsers: Interface {
    /// A page of at most `size` of the users that `query` lets through.
    ///
    /// # Errors
    /// [`ListUsersError`].
    async fn execute(&self, actor: &Principal, query: UserQuery, size: u8) -> Result<Page<User>, ListUsersError>;
}

/// Why no users are listed.
#[derive(Debug, Error)]
pub enum ListUsersError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// [`ListUsers`] by the policy, over the ports.
#[derive(Component)]
#[shaku(interface = ListUsers)]
pub struct ListUsersInteractor {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
}

#[async_trait]
impl ListUsers for ListUsersInteractor {
    #[instrument(target = "spans", name = "list_users", skip_all)]
    async fn execute(&self, actor: &Principal, query: UserQuery, size: u8) -> Result<Page<User>, ListUsersError> {
        self.authorization.view_users(&actor.user)?;
        let users = self.users.list(query, Page::<User>::limit(size)).await?;
        Ok(Page::of(users, size))
    }
}
