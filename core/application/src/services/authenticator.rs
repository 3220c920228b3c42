use std::sync::Arc;

use async_trait::async_trait;
use domain::{Session, SessionLifetime, Timestamp};
use shaku::{Component, Interface};
use tracing::warn;

use super::IssuedToken;
use crate::{
    Actor, Caller, Changes, Clock, ErrorChain, Principal, SessionClaims, SessionTokens, Sessions, StoreError,
    UnitOfWork,
};

/// Tells who calls.
#[async_trait]
pub trait Authenticator: Interface {
    /// Whom `token` signs in; `None` for a token that is forged, expired, or of a session that ended.
    ///
    /// One read of the store tells session, user state and role. A session with little left is renewed on the way.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer the read. A renewal that fails is no error: the session still lives.
    async fn authenticate(&self, token: &str, caller: Caller) -> Result<Option<Authenticated>, StoreError>;
}

/// Somebody whose session was found live.
pub struct Authenticated {
    /// Who.
    pub principal: Principal,
    /// The token to use from now on, where the session was renewed since the client's was signed.
    pub renewed: Option<IssuedToken>,
}

/// [`Authenticator`] over the stored sessions.
#[derive(Component)]
#[shaku(interface = Authenticator)]
pub struct SessionAuthenticator {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    tokens: Arc<dyn SessionTokens>,
    #[shaku(inject)]
    sessions: Arc<dyn Sessions>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
    /// How long sessions live.
    lifetime: SessionLifetime,
}

#[async_trait]
impl Authenticator for SessionAuthenticator {
    async fn authenticate(&self, token: &str, caller: Caller) -> Result<Option<Authenticated>, StoreError> {
        let now = self.clock.now();
        let Some(claims) = self.tokens.read(token).filter(|claims| now < claims.expires_at) else {
            return Ok(None);
        };
        let secret_hash = self.tokens.hash(&claims.secret);
        let Some((session, user)) = self.sessions.find_with_user(claims.user_id, secret_hash).await? else {
            return Ok(None);
        };
        if !session.is_live_for(&user, now) || !is_token_of(&session, &claims) {
            return Ok(None);
        }
        let mut principal = Principal { user, session, caller };
        let renewed = self.renew(&mut principal, claims, now).await;
        Ok(Some(Authenticated { principal, renewed }))
    }
}

impl SessionAuthenticator {
    /// Renews the principal's session where that is due, and answers the token to use from now on where the client has an
    /// older one. A client whose answer got lost asks again with the token from before: it is handed the new one then, or
    /// the session would end under it.
    ///
    /// A failed commit leaves the session as it was read: a competing request renewed it and hands out the new cookie, or
    /// the store takes no writes just now while reads go on.
    async fn renew(&self, principal: &mut Principal, claims: SessionClaims, now: Timestamp) -> Option<IssuedToken> {
        let mut session = principal.session.clone();
        if session.renew(self.lifetime, now) {
            let mut changes = Changes::new(Actor::User(principal.user_id()), &principal.caller, now);
            session = changes.update_session(session);
            if let Err(error) = self.work.commit(changes).await {
                warn!(error = %ErrorChain(&error), "a session was not renewed");
                return None;
            }
        } else if claims.expires_at.unix_seconds() == session.expires_at().unix_seconds() {
            return None;
        }
        let token = IssuedToken::for_session(&*self.tokens, &session, claims.secret);
        principal.session = session;
        Some(token)
    }
}

/// Whether we can have signed these claims for this session: not before it started, nor beyond its present end. It holds
/// without asking the clock, which may have jumped since.
fn is_token_of(session: &Session, claims: &SessionClaims) -> bool {
    claims.issued_at.unix_seconds() >= session.created_at().unix_seconds()
        && claims.issued_at.unix_seconds() <= session.last_used_at().unix_seconds()
        && claims.expires_at.unix_seconds() <= session.expires_at().unix_seconds()
}
