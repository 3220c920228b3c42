use domain::{Id, Timestamp, UserId};
use serde_json::{Map, Value};

use crate::RequestId;

/// The identity of an [`Event`].
pub type EventId = Id<Event>;

/// What else there is to say of an event: JSON, since stores keep it and clients read it as such. Never a secret.
pub type EventData = Map<String, Value>;

/// That something changed: written in the same commit as the change, kept for ever, never altered.
///
/// Events are the audit trail, the history of an aggregate and the outbox of what others are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The identity; ids of one process sort by time.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// What it happened to.
    pub subject: Subject,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The request that did it.
    pub request_id: RequestId,
    /// What else there is to say.
    pub data: EventData,
}

/// What happened. The names are stable: stores hold them and consumers rely on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Somebody made an account of their own.
    UserSignedUp,
    /// An account was made for somebody.
    UserCreated,
    /// A password was hashed anew under the present scheme, at log-in.
    PasswordHashUpgraded,
    /// A user logged in.
    SessionStarted,
    /// A session was ended: by log-out, from the list of sessions, or by a newer one over the limit.
    SessionEnded,
    /// An account was closed to its user.
    UserInactivated,
    /// An account was opened again.
    UserReactivated,
    /// A user was made an admin.
    AdminGranted,
    /// An admin was made an ordinary user.
    AdminRevoked,
    /// A user replaced the own password.
    PasswordChanged,
    /// An admin gave a user a password.
    PasswordSet,
    /// A session got another id and secret, since its user's rights or password changed.
    SessionReissued,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::UserSignedUp,
        Self::UserCreated,
        Self::PasswordHashUpgraded,
        Self::SessionStarted,
        Self::SessionEnded,
        Self::UserInactivated,
        Self::UserReactivated,
        Self::AdminGranted,
        Self::AdminRevoked,
        Self::PasswordChanged,
        Self::PasswordSet,
        Self::SessionReissued,
    ];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UserSignedUp => "UserSignedUp",
            Self::UserCreated => "UserCreated",
            Self::PasswordHashUpgraded => "PasswordHashUpgraded",
            Self::SessionStarted => "SessionStarted",
            Self::SessionEnded => "SessionEnded",
            Self::UserInactivated => "UserInactivated",
            Self::UserReactivated => "UserReactivated",
            Self::AdminGranted => "AdminGranted",
            Self::AdminRevoked => "AdminRevoked",
            Self::PasswordChanged => "PasswordChanged",
            Self::PasswordSet => "PasswordSet",
            Self::SessionReissued => "SessionReissued",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The aggregate that an event happened to. What happens to a session happens to its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A user, or one of the user's sessions.
    User(UserId),
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A user, through the API.
    User(UserId),
    /// Whoever operates the service, through the command line or its configuration.
    Operator,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_name() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(EventKind::parse("userSignedUp"), None);
    }
}
