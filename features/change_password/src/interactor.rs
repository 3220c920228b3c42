use std::sync::Arc;

use application::{
    Abandoned, Acting, AttemptOutcome, Caller, Changes, Decision, EventData, EventKind, HashingError, Interactor,
    IssuedToken, LimitError, NewPasswordError, NewPasswords, OpenedSession, Outcome, Passwords, Principal, RateLimiter,
    SecurityEvent, SessionIssuer, Sessions, StoreError, Subject, Verdict, Work, outlive,
};
use domain::{Password, PasswordHash, Session, Timestamp, User};
use secrecy::SecretString;
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ChangePassword {
    #[shaku(inject)]
    issuer: Arc<dyn SessionIssuer>,
    #[shaku(inject)]
    limits: Arc<dyn RateLimiter>,
    #[shaku(inject)]
    new_passwords: Arc<dyn NewPasswords>,
    #[shaku(inject)]
    passwords: Arc<dyn Passwords>,
    #[shaku(inject)]
    sessions: Arc<dyn Sessions>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// The current and the new password.
pub struct PasswordChange {
    /// The current password, as the actor has entered it.
    pub current: SecretString,
    /// The new password, not validated yet.
    pub new: SecretString,
}

/// Why the password was not changed.
#[derive(Debug, Error)]
pub enum ChangePasswordError {
    /// Too many wrong guesses were made.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// The current password is wrong.
    #[error("the current password is wrong")]
    WrongCurrentPassword,
    /// The new password was not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// The session ended meanwhile.
    #[error("the session ended meanwhile")]
    SessionEnded,
    /// The current password could not be verified.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ChangePassword {
    /// Replaces the password of `actor`, ends every other session of the actor and returns the token of the session
    /// that replaces this one.
    ///
    /// # Errors
    /// [`ChangePasswordError`]; nothing was changed then.
    #[instrument(target = "spans", name = "change_password", skip_all)]
    pub async fn execute(&self, actor: &Principal, change: PasswordChange) -> Result<IssuedToken, ChangePasswordError> {
        let username = actor.user.username();
        self.require_current(actor, &change.current).await?;
        let hash = self.new_passwords.accept(&change.new, username).await?;
        let token = self.work.run_by_owner(actor, |acting| self.replace(acting, actor, &hash)).await?;
        let user = Some(actor.user_id());
        SecurityEvent::PasswordChange.log(Outcome::Success, &actor.caller, user, user);
        Ok(token)
    }
}

/// A guess at the password of a signed-in user.
struct Guess {
    limits: Arc<dyn RateLimiter>,
    passwords: Arc<dyn Passwords>,
    caller: Caller,
    user: User,
    password: Password,
}

impl Guess {
    /// Counts the guess, verifies it, and corrects the count by the result.
    async fn verify_counted(self, abandoned: Abandoned) -> Result<(), ChangePasswordError> {
        let attempt = self.limits.count_guess(&self.caller, self.user.username().as_str()).await?;
        let verifying = self.passwords.verify(&self.password, Some(self.user.password_hash()));
        let verdict = abandoned.finish_soon_if_abandoned(verifying).await.unwrap_or(Err(HashingError::Saturated));
        let outcome = match &verdict {
            Ok(Verdict::Match | Verdict::NeedsRehash) => AttemptOutcome::Right,
            Ok(Verdict::Mismatch) => AttemptOutcome::Counted,
            Err(_) => AttemptOutcome::Discarded,
        };
        if outcome == AttemptOutcome::Counted {
            let user = Some(self.user.id());
            SecurityEvent::PasswordChange.log(Outcome::Refused, &self.caller, user, user);
        }
        self.limits.settle(attempt, outcome).await;
        match verdict? {
            Verdict::Mismatch => Err(ChangePasswordError::WrongCurrentPassword),
            Verdict::Match | Verdict::NeedsRehash => Ok(()),
        }
    }
}

impl ChangePassword {
    async fn require_current(&self, actor: &Principal, current: &SecretString) -> Result<(), ChangePasswordError> {
        let guess = Guess {
            limits: self.limits.clone(),
            passwords: self.passwords.clone(),
            caller: actor.caller.clone(),
            user: actor.user.clone(),
            password: Password::typed(current),
        };
        // A client that hangs up changes nothing. Its guess is counted, or taken back, like any other.
        outlive(|abandoned| guess.verify_counted(abandoned)).await
    }

    /// Commits the change to session and user as they were authenticated or, if that is stale, as they are now.
    async fn replace(
        &self,
        acting: Acting,
        actor: &Principal,
        hash: &PasswordHash,
    ) -> Result<Decision<IssuedToken, ChangePasswordError>, ChangePasswordError> {
        let (session, read) = if acting.is_first_try {
            (actor.session.clone(), actor.user.clone())
        } else {
            self.read_again(actor, acting.now).await?
        };
        let mut user = read.clone();
        user.replace_password(hash.clone());
        let OpenedSession { session: successor, token } = self.issuer.reopen(&session, &user);

        let mut changes = Changes::by_owner(&acting, self.work.now());
        changes.record(EventKind::PasswordChanged, Subject::User(user.id()), EventData::new());
        changes.record_session(EventKind::SessionReissued, &successor);
        changes.update(read, user);
        changes.replace_session(session, successor);
        Ok(Decision::commit(changes, token))
    }

    /// The session and user as they are now, if the session is live and the password is the one that was verified.
    async fn read_again(&self, actor: &Principal, now: Timestamp) -> Result<(Session, User), ChangePasswordError> {
        let found = self.sessions.find_with_user(actor.user_id(), actor.session.secret_hash()).await?;
        found.filter(|(session, user)| session.is_live_for(user, now)).ok_or(ChangePasswordError::SessionEnded)
    }
}
