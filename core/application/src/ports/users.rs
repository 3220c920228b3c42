use async_trait::async_trait;
use domain::{Role, User, UserStatus, Username};
use shaku::Interface;

use super::{Position, StoreError};

/// Reads users other than by id. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Users: Interface {
    /// The user with this name, ignoring case; `None` if there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError>;

    /// The first `limit` users that match `query`, in its order, after its position.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list(&self, query: UserQuery, limit: u16) -> Result<Vec<User>, StoreError>;
}

/// Which users to list, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserQuery {
    /// Only those with this role.
    pub role: Option<Role>,
    /// Only those with this status.
    pub status: Option<UserStatus>,
    /// The order, and the position in it.
    pub order: UserOrder,
    /// The direction.
    pub direction: Direction,
}

/// The order of users, and the position after which the list begins; `None` for its beginning. A position stays valid
/// when its user is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserOrder {
    /// By creation, those of one moment by id.
    CreatedAt(Option<Position<User>>),
    /// By [`Username::key`], byte for byte; the position is a key.
    Username(Option<String>),
}

/// The direction of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the smallest to the largest.
    Ascending,
    /// From the largest to the smallest.
    Descending,
}
