use std::sync::Arc;

use domain::{SecretHash, Session, SessionId, SessionLifetime, Timestamp, User};
use secrecy::SecretString;
use shaku::{Component, Interface};

use crate::{Clock, Ids, SessionClaims, SessionTokens};

/// Starts sessions. The caller stages the session; until that is committed the token authenticates nothing.
pub trait SessionIssuer: Interface {
    /// A new session of `user` and its token.
    fn open(&self, user: &User) -> OpenedSession;

    /// The session that replaces `session`, for `user` in its present state, and its token. The caller stages the end
    /// of the one and the start of the other in one commit.
    fn reopen(&self, session: &Session, user: &User) -> OpenedSession;
}

/// A session that was just started.
pub struct OpenedSession {
    /// The session, not stored yet.
    pub session: Session,
    /// Its token.
    pub token: IssuedToken,
}

/// A signed session token on its way to the client.
#[derive(Clone)]
pub struct IssuedToken {
    /// The token.
    pub token: SecretString,
    /// When it was signed.
    pub issued_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
}

impl IssuedToken {
    /// The token for `session` in its present state.
    pub(super) fn for_session(tokens: &dyn SessionTokens, session: &Session, secret: SecretString) -> Self {
        let claims = SessionClaims {
            secret,
            user_id: session.user_id(),
            issued_at: session.last_used_at(),
            expires_at: session.expires_at(),
        };
        Self { token: tokens.sign(&claims), issued_at: claims.issued_at, expires_at: claims.expires_at }
    }
}

/// [`SessionIssuer`] by a configured lifetime.
#[derive(Component)]
#[shaku(interface = SessionIssuer)]
pub struct SessionOpener {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    tokens: Arc<dyn SessionTokens>,
    /// How long sessions live.
    lifetime: SessionLifetime,
}

impl SessionIssuer for SessionOpener {
    fn open(&self, user: &User) -> OpenedSession {
        self.issue(|id, secret| Session::start(id, user, secret, self.lifetime, self.clock.now()))
    }

    fn reopen(&self, session: &Session, user: &User) -> OpenedSession {
        self.issue(|id, secret| session.succeed(id, user, secret, self.lifetime, self.clock.now()))
    }
}

impl SessionOpener {
    fn issue(&self, session: impl FnOnce(SessionId, SecretHash) -> Session) -> OpenedSession {
        let minted = self.tokens.mint();
        let session = session(SessionId::new(self.ids.next()), minted.hash);
        let token = IssuedToken::for_session(&*self.tokens, &session, minted.secret);
        OpenedSession { session, token }
    }
}
