use async_trait::async_trait;
use domain::{SecretHash, Session, SessionEpoch, SessionId, Timestamp, User, UserId};
use shaku::Interface;

use super::{Position, StoreError};

/// Reads sessions. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait Sessions: Interface {
    /// The session of this user whose secret has this hash, and the user, in one round trip to the store; `None` where
    /// there is no such session or no such user. Whether the session is still live is for the caller to judge.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError>;

    /// The session of this user with this handle; `None` where there is none. Whether it is still live is for the
    /// caller to judge.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, user: UserId, session: SessionId) -> Result<Option<Session>, StoreError>;

    /// The first `limit` live sessions of a user, of those behind `after`, oldest first: in the order of their
    /// creation, those of one moment by id.
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

/// Which sessions are live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveSessions {
    /// Those of this user,
    pub user: UserId,
    /// started in the user's present epoch,
    pub epoch: SessionEpoch,
    /// and not expired at this moment.
    pub now: Timestamp,
}
