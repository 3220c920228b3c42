use std::sync::Arc;

use application::{LiveSessions, Position, Sessions, StoreError};
use async_trait::async_trait;
use domain::{SecretHash, Session, SessionId, User, UserId};
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    keys::{Key, SESSIONS},
    reads::{Query, Range, Source},
    stored::Stored,
};

#[derive(Component)]
#[shaku(interface = Sessions)]
pub(super) struct DynamoDbSessions {
    database: Arc<Database>,
}

#[async_trait]
impl Sessions for DynamoDbSessions {
    /// The keys of both are known, so one request reads them. DynamoDB reads them one after the other: a commit that
    /// changes both comes before both reads, or is concurrent with the call, which can't observe the difference.
    async fn find_with_user(&self, user: UserId, secret: SecretHash) -> Result<Option<(Session, User)>, StoreError> {
        let (session_key, user_key) = (Key::session(secret), Key::user(user));
        within_deadline(async {
            let mut found = self.database.get_all(vec![session_key.clone(), user_key.clone()]).await?;
            let session = found.remove(&session_key).map(Session::read).transpose()?;
            let Some(session) = session.filter(|session| session.user_id() == user) else { return Ok(None) };
            let user = found.remove(&user_key).map(User::read).transpose()?;
            Ok(user.map(|user| (session, user)))
        })
        .await
    }

    async fn find(&self, user: UserId, session: SessionId) -> Result<Option<Session>, StoreError> {
        within_deadline(async {
            let found = self.database.get(Key::session_of(user, session)).await?;
            found.map(Session::read).transpose()
        })
        .await
    }

    /// A user has few sessions, so all of them are read and sorted here.
    async fn list_live(
        &self,
        which: LiveSessions,
        after: Option<Position<Session>>,
        limit: u16,
    ) -> Result<Vec<Session>, StoreError> {
        let query = Query {
            source: Source::Table,
            partition: Key::user(which.user).partition,
            range: Range::Up { first: Some(SESSIONS.to_owned()), last: Some(format!("{SESSIONS}~")) },
            filter: None,
        };
        within_deadline(async {
            let found = self.database.first(query, usize::MAX).await?;
            let mut sessions = found.into_iter().map(Session::read).collect::<Result<Vec<_>, _>>()?;
            let is_live =
                |session: &Session| session.as_stored().epoch == which.epoch && which.now < session.expires_at();
            sessions.retain(|session| is_live(session) && after.is_none_or(|after| after < Position::from(session)));
            sessions.sort_by_key(|session| Position::from(session));
            sessions.truncate(limit.into());
            Ok(sessions)
        })
        .await
    }
}
