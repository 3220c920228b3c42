use async_trait::async_trait;
use domain::{SecretHash, Session, SessionEpoch, SessionId, Timestamp, User, UserId};
use shaku::Interface;

use super::{Position, StoreError};

/// Reads sessions. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Sessions: Interface {
    /// The session of this user whose secret has this hash, and the user, in one round trip to the store; `None` if the
    /// session or the user does not exist. The caller checks whether the session is still live.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError>;

    /// The session of this user with this id; `None` if there is none. The caller checks whether it is still live.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, user: UserId, session: SessionId) -> Result<Option<Session>, StoreError>;

    /// The first `limit` live sessions of a user, after `after`, oldest first: in the order of creation, those of one
    /// moment by id.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn list_live(
        &self,
        which: LiveSessions,
        after: Option<Position<Session>>,
        limit: u16,
    ) -> Result<Vec<Session>, StoreError>;
}

/// Selects live sessions:
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveSessions {
    /// those of this user,
    pub user: UserId,
    /// started in the user's present epoch,
    pub epoch: SessionEpoch,
    /// and not expired at this moment.
    pub now: Timestamp,
}
