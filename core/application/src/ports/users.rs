use async_trait::async_trait;
use domain::{Role, User, UserStatus, Username};
use shaku::Interface;

use super::{Position, StoreError};

/// Reads users by other things than their ids. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Users: Interface {
    /// The user with this name, in whatever case; `None` where there is none.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError>;

    /// The first `limit` users that `query` lets through, in its order, of those behind its position.
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
    /// By what, and from where.
    pub order: UserOrder,
    /// Which way.
    pub direction: Direction,
}

/// By what users are ordered, and behind which position the list begins; `None` for its beginning. A position stays
/// good when the user that it names is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserOrder {
    /// By creation, those of one moment by id.
    CreatedAt(Option<Position<User>>),
    /// By [`Username::key`], byte for byte; the position is a key.
    Username(Option<String>),
}

/// Which way a list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the smallest to the largest.
    Ascending,
    /// From the largest to the smallest.
    Descending,
}
