use std::collections::HashSet;

use domain::{Session, SessionId, Timestamp, User, UserId, Version};
use thiserror::Error;

use crate::{Actor, Caller, Event, EventData, EventId, EventKind, RequestId, Subject};

/// One staged write. An update or deletion names the version that was read: it holds only while the store has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A new user. The id and the key of the username must not exist.
    InsertUser(User),
    /// The user's new state.
    UpdateUser {
        /// The state to store, its version the one after that read.
        user: User,
        /// The version that was read.
        read: Version,
    },
    /// No write: the user must still have the version that was read when the other changes are committed.
    RequireUser {
        /// Which user.
        id: UserId,
        /// The version that was read.
        read: Version,
    },
    /// A new session. The id and the secret's hash must not exist, and its user must.
    InsertSession(Session),
    /// The session's new state.
    UpdateSession {
        /// The state to store, its version the one after that read.
        session: Session,
        /// The version that was read.
        read: Version,
    },
    /// The end of a session.
    DeleteSession {
        /// Which session.
        id: SessionId,
        /// Whose.
        user_id: UserId,
        /// The version that was read.
        read: Version,
    },
}

/// What one use case wants written: collected first, then committed all or nothing by [`UnitOfWork::commit`].
///
/// [`UnitOfWork::commit`]: crate::UnitOfWork::commit
#[derive(Clone, Debug)]
pub struct Changes {
    actor: Actor,
    request_id: RequestId,
    at: Timestamp,
    staged: Vec<Change>,
    events: Vec<Event>,
}

/// What no store can commit at once: a mistake of the code that staged it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Uncommittable {
    /// More writes than every store can commit at once.
    #[error("{operations} writes are staged, and one commit takes {}", Changes::MAX_OPERATIONS)]
    TooMany {
        /// How many.
        operations: usize,
    },
    /// Two writes of one row: stores differ in what they would make of them.
    #[error("one row is to be written twice in one commit")]
    RowTwice,
}

impl Changes {
    /// The most writes, events among them, of one commit: what the smallest store (DynamoDB) takes.
    pub const MAX_OPERATIONS: usize = 100;

    /// Nothing yet, by `actor`, at `at`.
    #[must_use]
    pub fn new(actor: Actor, caller: &Caller, at: Timestamp) -> Self {
        Self { actor, request_id: caller.request_id.clone(), at, staged: Vec::new(), events: Vec::new() }
    }

    /// Stages a new user.
    pub fn insert_user(&mut self, user: User) {
        self.staged.push(Change::InsertUser(user));
    }

    /// Stages the user's new state; answers the user as it stands once that is committed.
    pub fn update_user(&mut self, user: User) -> User {
        let read = user.version();
        let user = user.into_next_version();
        self.staged.push(Change::UpdateUser { user: user.clone(), read });
        user
    }

    /// Makes the commit hold only while the store has `user` as it was read.
    pub fn require_user(&mut self, user: &User) {
        self.staged.push(Change::RequireUser { id: user.id(), read: user.version() });
    }

    /// Stages a new session.
    pub fn insert_session(&mut self, session: Session) {
        self.staged.push(Change::InsertSession(session));
    }

    /// Stages the session's new state; answers the session as it stands once that is committed.
    pub fn update_session(&mut self, session: Session) -> Session {
        let read = session.version();
        let session = session.into_next_version();
        self.staged.push(Change::UpdateSession { session: session.clone(), read });
        session
    }

    /// Stages the end of a session.
    pub fn delete_session(&mut self, session: &Session) {
        self.staged.push(Change::DeleteSession {
            id: session.id(),
            user_id: session.user_id(),
            read: session.version(),
        });
    }

    /// Records that something happened, by the actor and at the time of these changes.
    pub fn record(&mut self, id: EventId, kind: EventKind, subject: Subject, data: EventData) {
        self.events.push(Event {
            id,
            kind,
            subject,
            actor: self.actor,
            at: self.at,
            request_id: self.request_id.clone(),
            data,
        });
    }

    /// Records that something happened to this session of its user.
    pub fn record_session(&mut self, id: EventId, kind: EventKind, session: &Session) {
        let data = EventData::from_iter([("sessionId".to_owned(), session.id().to_string().into())]);
        self.record(id, kind, Subject::User(session.user_id()), data);
    }

    /// The writes and the events, for a store to commit.
    ///
    /// # Errors
    /// [`Uncommittable`] where there are more than [`Changes::MAX_OPERATIONS`], or two of them write one row.
    pub fn into_parts(self) -> Result<(Vec<Change>, Vec<Event>), Uncommittable> {
        let operations = self.staged.len() + self.events.len();
        if operations > Self::MAX_OPERATIONS {
            return Err(Uncommittable::TooMany { operations });
        }
        let mut rows = HashSet::new();
        if !self.staged.iter().all(|change| rows.insert(change.row())) {
            return Err(Uncommittable::RowTwice);
        }
        Ok((self.staged, self.events))
    }
}

/// A row that a change writes.
#[derive(PartialEq, Eq, Hash)]
enum Row {
    User(UserId),
    Session(SessionId),
}

impl Change {
    const fn row(&self) -> Row {
        match self {
            Self::InsertUser(user) | Self::UpdateUser { user, .. } => Row::User(user.id()),
            Self::RequireUser { id, .. } => Row::User(*id),
            Self::InsertSession(session) | Self::UpdateSession { session, .. } => Row::Session(session.id()),
            Self::DeleteSession { id, .. } => Row::Session(*id),
        }
    }
}
