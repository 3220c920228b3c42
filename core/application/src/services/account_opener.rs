use std::sync::Arc;

use async_trait::async_trait;
use domain::{InvalidPassword, Role, User, UserId, Username};
use secrecy::SecretString;
use shaku::{Component, Interface};
use thiserror::Error;

use super::{Authority, NewPasswordError, NewPasswords};
use crate::{
    Actor, Caller, Changes, Clock, CommitError, Conflict, EventData, EventId, EventKind, HashingError, Ids, Subject,
    UniqueValue, UnitOfWork, Users, WorkError,
};

/// Opens accounts: the one way in for those who sign up and those who are signed up by others.
#[async_trait]
pub trait Accounts: Interface {
    /// Stores an active user with this account, and the event of it, in one commit. Whoever makes it for another must still
    /// be as stored as the principal was read, or the commit is [`Conflict::Stale`]: the right to it may be gone.
    ///
    /// # Errors
    /// [`OpenAccountError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](crate::UnitOfWork::commit).
    async fn open(&self, opening: Opening<'_>, account: NewAccount) -> Result<User, OpenAccountError>;
}

/// Who opens an account.
#[derive(Clone, Copy, Debug)]
pub enum Opening<'a> {
    /// Whoever will use it.
    SignUp(&'a Caller),
    /// Somebody else, for the user.
    Creation(Authority<'a>),
}

/// The account to open.
#[derive(Clone)]
pub struct NewAccount {
    /// The name to be known by.
    pub username: Username,
    /// The password, yet to be judged.
    pub password: SecretString,
    /// What the user may do.
    pub role: Role,
}

/// Why no account was opened.
#[derive(Debug, Error)]
pub enum OpenAccountError {
    /// The password breaks the policy.
    #[error(transparent)]
    InvalidPassword(InvalidPassword),
    /// Somebody has the username, in whatever case.
    #[error("the username is taken")]
    UsernameTaken,
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(HashingError),
    /// What is stored could not be worked on.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// [`Accounts`] over the ports.
#[derive(Component)]
#[shaku(interface = Accounts)]
pub struct AccountOpener {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    new_passwords: Arc<dyn NewPasswords>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl Accounts for AccountOpener {
    async fn open(&self, opening: Opening<'_>, account: NewAccount) -> Result<User, OpenAccountError> {
        let NewAccount { username, password, role } = account;
        // The commit alone decides who gets a name; asking before spares a hash where the answer is known.
        if self.users.find_by_username(&username).await.map_err(WorkError::from)?.is_some() {
            return Err(OpenAccountError::UsernameTaken);
        }
        let hash = self.new_passwords.accept(&password, &username).await?;
        let now = self.clock.now();
        let user = User::new(UserId::new(self.ids.next()), username, hash, role, now);
        let (actor, caller, kind) = match &opening {
            Opening::SignUp(caller) => (Actor::User(user.id()), *caller, EventKind::UserSignedUp),
            Opening::Creation(authority) => (authority.actor(), authority.caller(), EventKind::UserCreated),
        };

        let mut changes = Changes::new(actor, caller, now);
        if let Opening::Creation(Authority::User(principal)) = &opening {
            changes.require_user(&principal.user);
        }
        changes.insert_user(user.clone());
        let event = EventId::new(self.ids.next());
        let data = EventData::from_iter([("role".to_owned(), role.as_str().into())]);
        changes.record(event, kind, Subject::User(user.id()), data);
        self.work.commit(changes).await?;
        Ok(user)
    }
}

impl From<NewPasswordError> for OpenAccountError {
    fn from(error: NewPasswordError) -> Self {
        match error {
            NewPasswordError::Invalid(rule) => Self::InvalidPassword(rule),
            NewPasswordError::Hashing(error) => Self::Hashing(error),
        }
    }
}

impl From<CommitError> for OpenAccountError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict(Conflict::Exists(UniqueValue::Username)) => Self::UsernameTaken,
            error => Self::Work(error.into()),
        }
    }
}
