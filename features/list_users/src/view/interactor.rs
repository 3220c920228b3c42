use std::sync::Arc;

use application::{Authorization, Forbidden, Principal, Repository, StoreError};
use async_trait::async_trait;
use domain::{User, UserId};
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait ViewUser: Interface {
    /// The user with this id.
    ///
    /// # Errors
    /// [`ViewUserError`].
    async fn execute(&self, actor: &Principal, id: UserId) -> Result<User, ViewUserError>;
}

/// Why no user is shown.
#[derive(Debug, Error)]
pub enum ViewUserError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such user.
    #[error("there is no such user")]
    NotFound,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// [`ViewUser`] by the policy, over the ports.
#[derive(Component)]
#[shaku(interface = ViewUser)]
pub struct ViewUserInteractor {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    users: Arc<dyn Repository<User>>,
}

#[async_trait]
impl ViewUser for ViewUserInteractor {
    #[instrument(target = "spans", name = "view_user", skip_all)]
    async fn execute(&self, actor: &Principal, id: UserId) -> Result<User, ViewUserError> {
        self.authorization.view_users(&actor.user)?;
        self.users.find(id).await?.ok_or(ViewUserError::NotFound)
    }
}
