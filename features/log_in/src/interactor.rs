use std::sync::Arc;

use application::{
    Abandoned, AttemptOutcome, Caller, Changes, CommitError, Conflict, EventData, EventKind, HashingError, Interactor,
    IssuedToken, LimitError, OpenedSession, Outcome, Passwords, RateLimiter, RefusedLogIns, SecurityEvent,
    SessionIssuer, SessionLimit, StoreError, Subject, Users, Verdict, Work, outlive,
};
use domain::{Password, PasswordHash, Session, User, Username};
use secrecy::SecretString;
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct LogIn {
    #[shaku(inject)]
    passwords: Arc<dyn Passwords>,
    #[shaku(inject)]
    issuer: Arc<dyn SessionIssuer>,
    #[shaku(inject)]
    limits: Arc<dyn RateLimiter>,
    #[shaku(inject)]
    refused: Arc<dyn RefusedLogIns>,
    #[shaku(inject)]
    session_limit: Arc<dyn SessionLimit>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// The credentials of a log-in. The username is not validated: an invalid one is refused like an unknown one.
pub struct Credentials {
    /// The username, in any letter case.
    pub username: String,
    /// The password.
    pub password: SecretString,
}

/// A session that was started.
pub struct LoggedIn {
    /// The user.
    pub user: User,
    /// The session.
    pub session: Session,
    /// The token of the session.
    pub token: IssuedToken,
}

/// Why no session was started.
#[derive(Debug, Error)]
pub enum LogInError {
    /// No active account has these credentials. The error does not reveal which part is wrong.
    #[error("no active account has these credentials")]
    InvalidCredentials,
    /// Too many wrong guesses were made.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// The password could not be verified.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LogIn {
    /// Starts a session of the active user with these credentials.
    ///
    /// # Errors
    /// [`LogInError`]; no session was started then.
    #[instrument(target = "spans", name = "log_in", skip_all)]
    pub async fn execute(&self, caller: &Caller, credentials: Credentials) -> Result<LoggedIn, LogInError> {
        let guess = Guess {
            limits: self.limits.clone(),
            refused: self.refused.clone(),
            passwords: self.passwords.clone(),
            users: self.users.clone(),
            caller: caller.clone(),
            credentials,
        };
        // A client that hangs up gets no session. Its guess is counted, or taken back, like any other.
        let right = outlive(|abandoned| guess.verify_counted(abandoned)).await?;
        let rehash = match right.verdict {
            // A busy hasher must not fail this log-in: the next one rehashes the password.
            Verdict::NeedsRehash => self.passwords.hash(&right.password).await.ok(),
            Verdict::Match | Verdict::Mismatch => None,
        };
        let started = self.start_session(caller, right.user, rehash).await?;
        let user = &started.user;
        SecurityEvent::LogIn.log(Outcome::Success, caller, Some(user.id()), Some(user.id()));
        self.session_limit.enforce(user, caller).await;
        Ok(started)
    }
}

/// A guess at the password of an account, with all that verifying it needs.
struct Guess {
    limits: Arc<dyn RateLimiter>,
    refused: Arc<dyn RefusedLogIns>,
    passwords: Arc<dyn Passwords>,
    users: Arc<dyn Users>,
    caller: Caller,
    credentials: Credentials,
}

/// A guess that was right.
struct RightGuess {
    user: User,
    password: Password,
    verdict: Verdict,
}

impl Guess {
    /// Counts the guess, verifies it, and corrects the count by the result.
    async fn verify_counted(self, abandoned: Abandoned) -> Result<RightGuess, LogInError> {
        let attempt = self.limits.count_guess(&self.caller, &self.credentials.username).await?;
        let result = self.evaluate(&abandoned).await;
        let outcome = match &result {
            Ok(_) => AttemptOutcome::Right,
            Err(LogInError::InvalidCredentials) => AttemptOutcome::Counted,
            Err(_) => AttemptOutcome::Discarded,
        };
        if outcome == AttemptOutcome::Counted {
            SecurityEvent::LogIn.log(Outcome::Refused, &self.caller, None, None);
            self.refused.record().await;
        }
        self.limits.settle(attempt, outcome).await;
        result
    }

    async fn evaluate(&self, abandoned: &Abandoned) -> Result<RightGuess, LogInError> {
        let user = match Username::parse(&self.credentials.username) {
            Ok(username) => self.users.find_by_username(&username).await?,
            Err(_) => None,
        };
        let password = Password::typed(&self.credentials.password);
        // Without a user, the same work is done, so that the time reveals nothing.
        let verifying = self.passwords.verify(&password, user.as_ref().map(User::password_hash));
        let verdict = abandoned.finish_soon_if_abandoned(verifying).await.unwrap_or(Err(HashingError::Saturated))?;
        match user.filter(|user| user.is_active() && verdict != Verdict::Mismatch) {
            Some(user) => Ok(RightGuess { user, password, verdict }),
            None => Err(LogInError::InvalidCredentials),
        }
    }
}

impl LogIn {
    /// Stores a new session, and the new hash, if there is one, unless the user is changed meanwhile.
    ///
    /// A user who is deactivated or gets a new password between verification and commit has a new session epoch, so the
    /// new session is dead.
    async fn start_session(
        &self,
        caller: &Caller,
        user: User,
        rehash: Option<PasswordHash>,
    ) -> Result<LoggedIn, LogInError> {
        let OpenedSession { session, token } = self.issuer.open(&user);
        if let Some(hash) = rehash {
            let mut rehashed = user.clone();
            rehashed.rehash_password(hash);
            let mut changes = self.session_start(caller, &session);
            let rehashed = changes.update(user.clone(), rehashed);
            changes.record(EventKind::PasswordHashUpgraded, Subject::User(user.id()), EventData::new());
            match self.work.commit(changes).await {
                Ok(()) => return Ok(LoggedIn { user: rehashed, session, token }),
                Err(CommitError::Conflict(Conflict::Stale)) => {}
                Err(error) => return Err(StoreError::from(error).into()),
            }
        }
        self.work.commit(self.session_start(caller, &session)).await.map_err(StoreError::from)?;
        Ok(LoggedIn { user, session, token })
    }

    fn session_start(&self, caller: &Caller, session: &Session) -> Changes {
        let mut changes = Changes::by_account_holder(session.user_id(), caller, self.work.now());
        changes.insert(session.clone());
        changes.record_session(EventKind::SessionStarted, session);
        changes
    }
}
