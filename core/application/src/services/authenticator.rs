use std::sync::Arc;

use async_trait::async_trait;
use domain::{Session, SessionLifetime, Timestamp, User};
use shaku::{Component, Interface};
use tracing::warn;

use super::{IssuedToken, OpenedSession, SessionIssuer, Work, live_heirs};
use crate::{
    Caller, Changes, CommitError, ErrorChain, EventKind, Principal, SessionClaims, SessionTokens, Sessions, StoreError,
};

/// Tells who calls.
#[async_trait]
pub trait Authenticator: Interface {
    /// Whom `token` signs in; `None` for a token that is forged, expired, or of a session that ended.
    ///
    /// One read of the store tells session, user state and role. A session with little left is renewed on the way, and
    /// one whose user's role changed gets another id and secret.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer the read. A renewal that fails is no error: the session still
    /// lives.
    async fn authenticate(&self, token: &str, caller: Caller) -> Result<Option<Authenticated>, StoreError>;

    /// Whom `token` signed in until another session took the place of its own, which still lives: such a token opens nothing,
    /// and may end that session. The principal has the session that is over.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find_superseded(&self, token: &str, caller: Caller) -> Result<Option<Principal>, StoreError>;
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
        let renewed = self.refresh(&mut principal, claims, now).await;
        Ok(Some(Authenticated { principal, renewed }))
    }

    async fn find_superseded(&self, token: &str, caller: Caller) -> Result<Option<Principal>, StoreError> {
        let now = self.work.now();
        let Some((_, session, user)) = self.find(token, now).await? else { return Ok(None) };
        if !session.is_superseded() || !user.is_active() {
            return Ok(None);
        }
        let heirs = live_heirs(&*self.sessions, &user, session.created_at(), now).await?;
        Ok((!heirs.is_empty()).then_some(Principal { user, session, caller }))
    }
}

impl SessionAuthenticator {
    /// What a token of ours that has not expired says, the stored session that it is of, live or not, and its user.
    async fn find(&self, token: &str, now: Timestamp) -> Result<Option<(SessionClaims, Session, User)>, StoreError> {
        let Some(claims) = self.tokens.read(token).filter(|claims| now < claims.expires_at) else {
            return Ok(None);
        };
        let secret_hash = self.tokens.hash(&claims.secret);
        let found = self.sessions.find_with_user(claims.user_id, secret_hash).await?;
        let of_session = found.filter(|(session, _)| is_token_of(session, &claims));
        Ok(of_session.map(|(session, user)| (claims, session, user)))
    }

    /// Gives the principal's session what it needs, and answers the token to use from now on where that is another one.
    ///
    /// A commit that fails leaves the session as it was read: a competing request did the same and hands out the new
    /// cookie, or the store takes no writes just now while reads go on.
    async fn refresh(&self, principal: &mut Principal, claims: SessionClaims, now: Timestamp) -> Option<IssuedToken> {
        let refreshed = if principal.session.is_outgrown_by(&principal.user) {
            self.reissue(principal, now).await
        } else {
            self.renew(principal, claims, now).await
        };
        refreshed.unwrap_or_else(|error| {
            warn!(error = %ErrorChain(&error), "a session was not renewed");
            None
        })
    }

    /// Extends a session with little left. A client that sends an older token never got the answer with the present
    /// one: it is handed out again, or the session would end under it.
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

    /// Puts a session with another id and secret in the place of one whose user got other rights.
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

/// Whether we can have signed these claims for this session: not before it started, nor beyond its present end. It
/// holds without asking the clock, which may have jumped since.
fn is_token_of(session: &Session, claims: &SessionClaims) -> bool {
    claims.issued_at.unix_seconds() >= session.created_at().unix_seconds()
        && claims.issued_at.unix_seconds() <= session.last_used_at().unix_seconds()
        && claims.expires_at.unix_seconds() <= session.expires_at().unix_seconds()
}
