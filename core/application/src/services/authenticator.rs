use std::sync::Arc;

use async_trait::async_trait;
use domain::{Session, SessionLifetime, Timestamp, User};
use shaku::{Component, Interface};
use tracing::warn;

use super::{IssuedToken, OpenedSession, SessionIssuer, Work, live_successors};
use crate::{
    Caller, Changes, CommitError, ErrorChain, EventKind, Principal, SessionClaims, SessionTokens, Sessions, StoreError,
};

/// Authenticates callers.
#[async_trait]
pub trait Authenticator: Interface {
    /// The principal that `token` authenticates; `None` for a token that is forged, expired, or of a session that
    /// ended.
    ///
    /// One read of the store returns session, user state and role. A session with little time left is renewed, and one
    /// whose user's role changed gets another id and secret.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer the read. A failed renewal is no error: the session is still
    /// live.
    async fn authenticate(&self, token: &str, caller: Caller) -> Result<Option<Authenticated>, StoreError>;

    /// The principal of a token whose session was superseded, if its successor is still live: such a token
    /// authenticates no other request, but may end the successor. The principal has the superseded session.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_superseded(&self, token: &str, caller: Caller) -> Result<Option<Principal>, StoreError>;
}

/// An authenticated caller whose session is live.
pub struct Authenticated {
    /// The principal.
    pub principal: Principal,
    /// The new token, if the session was renewed since the client's token was signed.
    pub renewed: Option<IssuedToken>,
}

/// [`Authenticator`] over the stored sessions.
#[derive(Component)]
#[shaku(interface = Authenticator)]
pub struct SessionAuthenticator {
    #[shaku(inject)]
    issuer: Arc<dyn SessionIssuer>,
    #[shaku(inject)]
    tokens: Arc<dyn SessionTokens>,
    #[shaku(inject)]
    sessions: Arc<dyn Sessions>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
    /// How long sessions live.
    lifetime: SessionLifetime,
}

#[async_trait]
impl Authenticator for SessionAuthenticator {
    async fn authenticate(&self, token: &str, caller: Caller) -> Result<Option<Authenticated>, StoreError> {
        let now = self.work.now();
        let Some((claims, session, user)) = self.find(token, now).await? else { return Ok(None) };
        if !session.is_live_for(&user, now) {
            return Ok(None);
        }
        let mut principal = Principal { user, session, caller };
        let renewed = self.renew_or_reissue(&mut principal, claims, now).await;
        Ok(Some(Authenticated { principal, renewed }))
    }

    async fn find_superseded(&self, token: &str, caller: Caller) -> Result<Option<Principal>, StoreError> {
        let now = self.work.now();
        let Some((_, session, user)) = self.find(token, now).await? else { return Ok(None) };
        if !session.is_superseded() || !user.is_active() {
            return Ok(None);
        }
        let successors = live_successors(&*self.sessions, &user, session.created_at(), now).await?;
        Ok((!successors.is_empty()).then_some(Principal { user, session, caller }))
    }
}

impl SessionAuthenticator {
    /// The claims of a token of ours that has not expired, its stored session, live or not, and its user.
    async fn find(&self, token: &str, now: Timestamp) -> Result<Option<(SessionClaims, Session, User)>, StoreError> {
        let Some(claims) = self.tokens.read(token).filter(|claims| now < claims.expires_at) else {
            return Ok(None);
        };
        let secret_hash = self.tokens.hash(&claims.secret);
        let found = self.sessions.find_with_user(claims.user_id, secret_hash).await?;
        let of_session = found.filter(|(session, _)| is_token_of(session, &claims));
        Ok(of_session.map(|(session, user)| (claims, session, user)))
    }

    /// Renews or reissues the principal's session if necessary; returns the new token, if there is one.
    ///
    /// A failed commit leaves the session as it was read: a competing request did the same and returns the new cookie,
    /// or the store accepts reads but no writes at present.
    async fn renew_or_reissue(
        &self,
        principal: &mut Principal,
        claims: SessionClaims,
        now: Timestamp,
    ) -> Option<IssuedToken> {
        let renewed = if principal.session.is_outgrown_by(&principal.user) {
            self.reissue(principal, now).await
        } else {
            self.renew(principal, claims, now).await
        };
        match renewed {
            Ok(renewed) => renewed,
            // Every reader with a session would be a line of the log.
            Err(CommitError::Store(StoreError::Maintenance)) => None,
            Err(error) => {
                warn!(error = %ErrorChain(&error), "a session was not renewed");
                None
            }
        }
    }

    /// Renews a session with little time left. A client that sends an older token never received the response with the
    /// present one: it gets that token again, since its session would end otherwise.
    async fn renew(
        &self,
        principal: &mut Principal,
        claims: SessionClaims,
        now: Timestamp,
    ) -> Result<Option<IssuedToken>, CommitError> {
        let mut session = principal.session.clone();
        if session.renew(self.lifetime, now) {
            let mut changes = Changes::by_account_holder(principal.user_id(), &principal.caller, now);
            session = changes.update(principal.session.clone(), session);
            self.work.commit(changes).await?;
        } else if claims.expires_at.unix_seconds() == session.expires_at().unix_seconds() {
            return Ok(None);
        }
        let token = IssuedToken::for_session(&*self.tokens, &session, claims.secret);
        principal.session = session;
        Ok(Some(token))
    }

    /// Replaces a session whose user's rights changed by one with another id and secret.
    async fn reissue(&self, principal: &mut Principal, now: Timestamp) -> Result<Option<IssuedToken>, CommitError> {
        let OpenedSession { session, token } = self.issuer.reopen(&principal.session, &principal.user);
        let mut changes = Changes::by_account_holder(principal.user_id(), &principal.caller, now);
        changes.replace_session(principal.session.clone(), session.clone());
        changes.record_session(EventKind::SessionReissued, &session);
        self.work.commit(changes).await?;
        principal.session = session;
        Ok(Some(token))
    }
}

/// Whether the claims fit this session: signed not before it started, and expiring not after it. The check does not use
/// the clock, which may have jumped since.
fn is_token_of(session: &Session, claims: &SessionClaims) -> bool {
    claims.issued_at.unix_seconds() >= session.created_at().unix_seconds()
        && claims.issued_at.unix_seconds() <= session.last_used_at().unix_seconds()
        && claims.expires_at.unix_seconds() <= session.expires_at().unix_seconds()
}
