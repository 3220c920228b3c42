use std::{error::Error, sync::Arc};

use application::{
    Authority, Direction, HasInteractor, HashingError, NewAccount, OpenAccountError, StoreError, UserOrder, UserQuery,
    Users,
};
use create_user::{CreateUser, CreateUserError};
use domain::{Role, User, UserStatus};
use thiserror::Error;

use crate::{composition::Composition, configuration::Bootstrap};

/// The outcome of creating the configured super admin.
pub(crate) enum Bootstrapped {
    /// The store had none and now has this one.
    Made(Box<User>),
    /// There is one already, maybe created by another process just now.
    NotNeeded,
    /// The configuration can't be used to create one.
    Refused(Box<dyn Error + Send + Sync>),
}

/// The outcome is not known yet, for this reason: a retry may succeed.
#[derive(Debug, Error)]
pub(crate) enum BootstrapError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Hashing(HashingError),
}

/// Creates the configured super admin if the store has no active one. Of two processes that do so at once, one creates
/// the user and the other finds the name taken.
pub(crate) async fn bootstrap(composition: &Composition, first: &Bootstrap) -> Result<Bootstrapped, BootstrapError> {
    if has_super_admin(composition).await? {
        return Ok(Bootstrapped::NotNeeded);
    }
    let account =
        NewAccount { username: first.username.clone(), password: first.password.clone(), role: Role::SuperAdmin };
    let caller = composition.internal_caller();
    let create_user: Arc<CreateUser> = composition.module.interactor();
    match create_user.execute(Authority::Operator(&caller), account).await {
        Ok(user) => Ok(Bootstrapped::Made(Box::new(user))),
        Err(CreateUserError::Account(OpenAccountError::Store(error))) => Err(error.into()),
        Err(CreateUserError::Account(OpenAccountError::Hashing(error))) => Err(BootstrapError::Hashing(error)),
        Err(CreateUserError::Account(OpenAccountError::UsernameTaken)) if has_super_admin(composition).await? => {
            Ok(Bootstrapped::NotNeeded)
        }
        Err(error) => Ok(Bootstrapped::Refused(error.into())),
    }
}

/// Whether the store has an active super admin.
pub(crate) async fn has_super_admin(composition: &Composition) -> Result<bool, StoreError> {
    let users: Arc<dyn Users> = composition.persistence.resolve();
    let query = UserQuery {
        role: Some(Role::SuperAdmin),
        status: Some(UserStatus::Active),
        order: UserOrder::CreatedAt(None),
        direction: Direction::Ascending,
    };
    Ok(!users.list(query, 1).await?.is_empty())
}
