use std::sync::Arc;

use application::{Authorization, Forbidden, Interactor, Principal, Repository, StoreError};
use domain::{User, UserId};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: authorizes by the policy, and reads through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ViewUser {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    users: Arc<dyn Repository<User>>,
}

/// Why no user was returned.
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

impl ViewUser {
    /// The user with this id.
    ///
    /// # Errors
    /// [`ViewUserError`].
    #[instrument(target = "spans", name = "view_user", skip_all)]
    pub async fn execute(&self, actor: &Principal, id: UserId) -> Result<User, ViewUserError> {
        self.authorization.view_users(&actor.user)?;
        self.users.find(id).await?.ok_or(ViewUserError::NotFound)
    }
}
