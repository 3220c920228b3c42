use std::{fmt, net::IpAddr};

use domain::{Session, Timestamp, User, UserId};
use uuid::Uuid;

/// The id of one request, in its response, its log lines and its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// The longest id that a client may send, in characters.
    pub const MAX_LENGTH: usize = 128;

    /// A generated id.
    #[must_use]
    pub fn new(uuid: Uuid) -> Self {
        Self(uuid.to_string())
    }

    /// The client's id, if it is 1 to 128 of `A-Z a-z 0-9 . _ -`: other characters could forge log lines.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let sane = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        (1..=Self::MAX_LENGTH)
            .contains(&text.len())
            .then(|| text.bytes().all(sane).then(|| Self(text.to_owned())))
            .flatten()
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Where a call comes from, authenticated or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The id of the request.
    pub request_id: RequestId,
    /// The client's address; `None` for the command line.
    pub address: Option<IpAddr>,
}

/// An authenticated caller: the user and session as read for this call.
#[derive(Clone, Debug)]
pub struct Principal {
    /// The user, as stored when the session was validated.
    pub user: User,
    /// The session that authenticates the user.
    pub session: Session,
    /// Where the call comes from.
    pub caller: Caller,
}

/// The actor of one try: the user as known when the try begins.
#[derive(Clone, Debug)]
pub struct Acting {
    /// The user: at first as read with the request, after a stale try as read again.
    pub user: User,
    /// Where the call comes from.
    pub caller: Caller,
    /// When the try began.
    pub now: Timestamp,
    /// Whether this is the first try.
    pub is_first_try: bool,
}

impl Principal {
    /// The signed-in user's id.
    #[must_use]
    pub const fn user_id(&self) -> UserId {
        self.user.id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sane_request_ids_are_taken() {
        for sane in ["a", "A.b_c-9", &"x".repeat(128)] {
            assert_eq!(RequestId::parse(sane).map(|id| id.to_string()), Some(sane.to_owned()));
        }
        for odd in ["", "a b", "a\nb", "ä", "a\"b", &"x".repeat(129)] {
            assert_eq!(RequestId::parse(odd), None, "{odd:?}");
        }
    }
}
