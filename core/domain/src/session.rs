use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{Entity, Id, Role, SessionEpoch, Timestamp, User, UserId, Version};

/// The public id of a [`Session`], for listing and ending it. It does not authenticate.
pub type SessionId = Id<Session>;

/// The hash of a session's secret. Only the cookie has the secret itself, so the contents of a store open no session.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for storing.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Hexadecimal digits.
impl From<SecretHash> for String {
    fn from(hash: SecretHash) -> Self {
        hex::encode(hash.0)
    }
}

impl TryFrom<String> for SecretHash {
    type Error = hex::FromHexError;

    fn try_from(digits: String) -> Result<Self, hex::FromHexError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(digits, &mut bytes).map(|()| Self(bytes))
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretHash([REDACTED])")
    }
}

/// How long sessions live.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SessionLifetime {
    /// How long a session lives without being used.
    pub idle: Duration,
    /// The share of the idle lifetime, 0 to 1. A use renews the session if less than this share is left.
    pub renew_below: f64,
    /// How long a session lives, however often it is used.
    pub absolute: Duration,
}

/// A user's session: from log-in until log-out, expiry, or the end of all the user's sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Session {
    stored: StoredSession,
}

/// A session's fields as a store holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StoredSession {
    /// The public id.
    pub id: SessionId,
    /// The session's user.
    pub user_id: UserId,
    /// The hash of the secret in the cookie.
    pub secret_hash: SecretHash,
    /// The user's epoch when the session was started.
    pub epoch: SessionEpoch,
    /// The user's role when the secret was issued.
    pub role: Role,
    /// When the session was started.
    pub created_at: Timestamp,
    /// When the session was started or last renewed.
    pub last_used_at: Timestamp,
    /// When the session expires.
    pub expires_at: Timestamp,
    /// The version: how often the session was written.
    pub version: Version,
}

impl Session {
    /// Starts a session of `user`.
    #[must_use]
    pub fn start(
        id: SessionId,
        user: &User,
        secret_hash: SecretHash,
        lifetime: SessionLifetime,
        now: Timestamp,
    ) -> Self {
        Self {
            stored: StoredSession {
                id,
                user_id: user.id(),
                secret_hash,
                epoch: user.session_epoch(),
                role: user.role(),
                created_at: now,
                last_used_at: now,
                expires_at: now.after(lifetime.idle.min(lifetime.absolute)),
                version: Version::FIRST,
            },
        }
    }

    /// Restores a session from a store.
    #[must_use]
    pub const fn from_stored(stored: StoredSession) -> Self {
        Self { stored }
    }

    /// The fields, for storing.
    #[must_use]
    pub const fn as_stored(&self) -> &StoredSession {
        &self.stored
    }

    /// Whether this session authenticates `user`: it belongs to the user, has the user's present epoch and has not
    /// expired, and the user is active.
    #[must_use]
    pub fn is_live_for(&self, user: &User, now: Timestamp) -> bool {
        self.stored.user_id == user.id()
            && self.stored.epoch == user.session_epoch()
            && now < self.stored.expires_at
            && user.is_active()
    }

    /// Extends the idle lifetime if little of it is left; returns whether it did. The absolute lifetime stays.
    pub fn renew(&mut self, lifetime: SessionLifetime, now: Timestamp) -> bool {
        let left = self.stored.expires_at.since(now);
        let end = self.stored.created_at.after(lifetime.absolute);
        let extended = now.after(lifetime.idle).min(end);
        if left >= lifetime.idle.mul_f64(lifetime.renew_below) || extended <= self.stored.expires_at {
            return false;
        }
        self.stored.last_used_at = now;
        self.stored.expires_at = extended;
        true
    }

    /// Whether the user's role changed since the secret was issued. Such a session is replaced, as OWASP's session
    /// management cheat sheet demands after any change of privilege.
    #[must_use]
    pub fn is_outgrown_by(&self, user: &User) -> bool {
        self.stored.role != user.role()
    }

    /// The session that replaces this one, with another id and secret, for `user` in its present state. The absolute
    /// lifetime continues.
    #[must_use]
    pub fn succeed(
        &self,
        id: SessionId,
        user: &User,
        secret_hash: SecretHash,
        lifetime: SessionLifetime,
        now: Timestamp,
    ) -> Self {
        // After a clock was set back, the successor's last use must not be before its start.
        let now = now.max(self.stored.created_at);
        let mut successor = Self::start(id, user, secret_hash, lifetime, now);
        let end = self.stored.created_at.after(lifetime.absolute);
        successor.stored.created_at = self.stored.created_at;
        successor.stored.expires_at = successor.stored.expires_at.min(end);
        successor
    }

    /// Returns this session marked as superseded, once its [successor](Self::succeed) has replaced it. It never
    /// authenticates again, but is still found by id and secret, so that a client with the old cookie can end the
    /// successor.
    #[must_use]
    pub const fn into_superseded(mut self) -> Self {
        self.stored.epoch = SessionEpoch::OF_NOBODY;
        self
    }

    /// Whether a successor has replaced this session.
    #[must_use]
    pub fn is_superseded(&self) -> bool {
        self.stored.epoch == SessionEpoch::OF_NOBODY
    }

    /// The public id.
    #[must_use]
    pub const fn id(&self) -> SessionId {
        self.stored.id
    }

    /// The session's user.
    #[must_use]
    pub const fn user_id(&self) -> UserId {
        self.stored.user_id
    }

    /// The hash of the secret in the cookie.
    #[must_use]
    pub const fn secret_hash(&self) -> SecretHash {
        self.stored.secret_hash
    }

    /// When the session was started.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.stored.created_at
    }

    /// When the session was started or last renewed.
    #[must_use]
    pub const fn last_used_at(&self) -> Timestamp {
        self.stored.last_used_at
    }

    /// When the session expires.
    #[must_use]
    pub const fn expires_at(&self) -> Timestamp {
        self.stored.expires_at
    }

    /// The version that was read.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.stored.version
    }
}

impl Entity for Session {
    const COLLECTION: &'static str = "sessions";

    fn id(&self) -> Id<Self> {
        self.stored.id
    }

    fn created_at(&self) -> Timestamp {
        self.stored.created_at
    }

    fn version(&self) -> Version {
        self.stored.version
    }

    fn into_next_version(mut self) -> Self {
        self.stored.version = self.stored.version.next();
        self
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{PasswordHash, StoredUser, UserStatus, Username};

    const LIFETIME: SessionLifetime =
        SessionLifetime { idle: Duration::from_mins(30), renew_below: 0.5, absolute: Duration::from_hours(12) };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_millis(1_000_000 + seconds * 1_000).unwrap()
    }

    fn user() -> User {
        let name = Username::parse("alice").unwrap();
        User::new(UserId::new(Uuid::from_u128(1)), name, PasswordHash::new(String::new()), Role::User, at(0))
    }

    fn started() -> Session {
        Session::start(SessionId::new(Uuid::from_u128(2)), &user(), SecretHash::new([7; 32]), LIFETIME, at(0))
    }

    #[test]
    fn a_session_is_dead_from_its_expiry_on() {
        assert!(started().is_live_for(&user(), at(1_799)));
        assert!(!started().is_live_for(&user(), at(1_800)));
    }

    #[test]
    fn a_session_is_dead_in_another_epoch_for_another_user_and_for_an_inactive_one() {
        let changed = |change: fn(&mut StoredUser)| {
            let mut stored = user().as_stored().clone();
            change(&mut stored);
            started().is_live_for(&User::from_stored(stored), at(1))
        };
        assert!(changed(|_| ()));
        assert!(!changed(|user| user.session_epoch = SessionEpoch::new(1)));
        assert!(!changed(|user| user.id = UserId::new(Uuid::from_u128(9))));
        assert!(!changed(|user| user.status = UserStatus::Inactive));
    }

    #[test]
    fn a_session_is_renewed_when_less_than_the_share_is_left() {
        let mut session = started();
        assert!(!session.renew(LIFETIME, at(900)));
        assert!(session.renew(LIFETIME, at(901)));
        assert_eq!(session.expires_at(), at(901 + 1_800));
        assert_eq!(session.last_used_at(), at(901));
        assert_eq!(session.created_at(), at(0));
    }

    #[test]
    fn no_renewal_passes_the_absolute_lifetime() {
        let mut session = started();
        for now in (0..2 * 43_200).step_by(600) {
            if session.is_live_for(&user(), at(now)) {
                session.renew(LIFETIME, at(now));
            }
        }
        assert_eq!(session.expires_at(), at(43_200));
        assert!(!session.renew(LIFETIME, at(43_199)));
    }

    #[test]
    fn a_successor_signs_in_whom_its_predecessor_no_longer_does() {
        let mut changed = user();
        changed.replace_password(PasswordHash::new("new".to_owned()));
        let id = SessionId::new(Uuid::from_u128(3));
        let successor = started().succeed(id, &changed, SecretHash::new([8; 32]), LIFETIME, at(60));
        assert!(!started().is_live_for(&changed, at(60)));
        assert!(successor.is_live_for(&changed, at(60)));
        assert_eq!((successor.id(), successor.secret_hash()), (id, SecretHash::new([8; 32])));
        assert_eq!((successor.created_at(), successor.last_used_at()), (at(0), at(60)));
    }

    #[test]
    fn a_successor_made_after_the_clock_went_back_was_not_used_before_it_started() {
        let earlier = Timestamp::from_unix_millis(0).unwrap();
        let id = SessionId::new(Uuid::from_u128(3));
        let successor = started().succeed(id, &user(), SecretHash::new([8; 32]), LIFETIME, earlier);
        assert_eq!((successor.created_at(), successor.last_used_at()), (at(0), at(0)));
        assert!(successor.is_live_for(&user(), earlier));
    }

    #[test]
    fn a_successor_does_not_outlive_the_absolute_lifetime() {
        let id = SessionId::new(Uuid::from_u128(3));
        let successor = started().succeed(id, &user(), SecretHash::new([8; 32]), LIFETIME, at(43_000));
        assert_eq!(successor.expires_at(), at(43_200));
    }

    #[test]
    fn a_superseded_session_is_dead_for_every_user_and_whatever_the_clock_says() {
        let superseded = started().into_superseded();
        assert!(superseded.is_superseded() && !started().is_superseded());
        assert_eq!((superseded.id(), superseded.secret_hash()), (started().id(), started().secret_hash()));
        let mut user = user();
        for epoch in [0, 1, u32::MAX - 1] {
            let mut stored = user.as_stored().clone();
            stored.session_epoch = SessionEpoch::new(epoch);
            user = User::from_stored(stored);
            assert!(!superseded.is_live_for(&user, at(0)), "{epoch}");
        }
        // No user ever gets the epoch of superseded sessions.
        assert_eq!(user.session_epoch().next(), SessionEpoch::FIRST);
    }

    #[test]
    fn another_role_outgrows_a_session() {
        let mut promoted = user();
        promoted.assign(Role::Admin);
        assert!(started().is_outgrown_by(&promoted));
        assert!(!started().is_outgrown_by(&user()));
    }

    #[test]
    fn a_clock_that_jumps_back_neither_kills_nor_shortens_a_session() {
        let mut session = started();
        let earlier = Timestamp::from_unix_millis(0).unwrap();
        assert!(session.is_live_for(&user(), earlier));
        assert!(!session.renew(LIFETIME, earlier));
        assert_eq!(session.expires_at(), at(1_800));
    }
}
