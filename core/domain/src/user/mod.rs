mod password;
mod role;
mod username;

pub use password::{InvalidPassword, NewPassword, Password, PasswordHash, PasswordPolicy};
pub use role::{Role, UnknownRole};
pub use username::{InvalidUsername, Username};

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{Entity, Id, Timestamp, Version};

/// The identity of a [`User`].
pub type UserId = Id<User>;

/// Whether a user may log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum UserStatus {
    /// May log in.
    Active,
    /// May not log in, and has no live session.
    Inactive,
}

impl UserStatus {
    /// Every status.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The name of the status in stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The status with this name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}

/// Counts how often all sessions of a user were ended at once.
///
/// A session is live only in the epoch in which it was started. So ending all of a user's sessions is one write on the
/// user, without a race and without a list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEpoch(u32);

impl SessionEpoch {
    /// The epoch of a new user.
    pub const FIRST: Self = Self(0);

    /// No user ever has this epoch: it marks sessions that were replaced.
    pub(crate) const OF_NOBODY: Self = Self(u32::MAX);

    /// The epoch with this number, from a store.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number, for storing.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The next epoch: no session of this one is live in it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.wrapping_add(1) % Self::OF_NOBODY.0)
    }
}

/// An account that can log in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct User {
    stored: StoredUser,
}

/// A user's fields as a store holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StoredUser {
    /// The identity.
    pub id: UserId,
    /// The name as typed at sign-up.
    pub username: Username,
    /// The hash of the password, which names its scheme.
    pub password_hash: PasswordHash,
    /// The role.
    pub role: Role,
    /// Whether the user may log in.
    pub status: UserStatus,
    /// The epoch of live sessions.
    pub session_epoch: SessionEpoch,
    /// When the account was created.
    pub created_at: Timestamp,
    /// The version: how often the user was written.
    pub version: Version,
}

impl User {
    /// A new, active user.
    #[must_use]
    pub const fn new(id: UserId, username: Username, password_hash: PasswordHash, role: Role, now: Timestamp) -> Self {
        Self {
            stored: StoredUser {
                id,
                username,
                password_hash,
                role,
                status: UserStatus::Active,
                session_epoch: SessionEpoch::FIRST,
                created_at: now,
                version: Version::FIRST,
            },
        }
    }

    /// Restores a user from a store.
    #[must_use]
    pub const fn from_stored(stored: StoredUser) -> Self {
        Self { stored }
    }

    /// The fields, for storing.
    #[must_use]
    pub const fn as_stored(&self) -> &StoredUser {
        &self.stored
    }

    /// The identity.
    #[must_use]
    pub const fn id(&self) -> UserId {
        self.stored.id
    }

    /// The name as typed at sign-up.
    #[must_use]
    pub const fn username(&self) -> &Username {
        &self.stored.username
    }

    /// The hash of the password.
    #[must_use]
    pub const fn password_hash(&self) -> &PasswordHash {
        &self.stored.password_hash
    }

    /// The role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.stored.role
    }

    /// Whether the user may log in.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.stored.status == UserStatus::Active
    }

    /// The epoch of live sessions.
    #[must_use]
    pub const fn session_epoch(&self) -> SessionEpoch {
        self.stored.session_epoch
    }

    /// When the account was created.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.stored.created_at
    }

    /// The version that was read.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.stored.version
    }

    /// Deactivates the account and ends every session; returns whether it was active.
    pub fn inactivate(&mut self) -> bool {
        let open = self.is_active();
        if open {
            self.stored.status = UserStatus::Inactive;
            self.end_sessions();
        }
        open
    }

    /// Reactivates the account; returns whether it was deactivated. Ended sessions stay ended.
    pub fn reactivate(&mut self) -> bool {
        let closed = !self.is_active();
        self.stored.status = UserStatus::Active;
        closed
    }

    /// Sets the role; returns whether it changed. Sessions stay live, with the rights of the new role.
    pub fn assign(&mut self, role: Role) -> bool {
        let other = self.stored.role != role;
        self.stored.role = role;
        other
    }

    /// Replaces the password and ends every session, also those of an attacker who knows the old password.
    pub fn replace_password(&mut self, hash: PasswordHash) {
        self.stored.password_hash = hash;
        self.end_sessions();
    }

    /// Ends every session that was started until now.
    const fn end_sessions(&mut self) {
        self.stored.session_epoch = self.stored.session_epoch.next();
    }

    /// Stores a new hash of the same password, under the present scheme. Sessions stay live: nothing changed for the
    /// user.
    pub fn rehash_password(&mut self, hash: PasswordHash) {
        self.stored.password_hash = hash;
    }
}

impl Entity for User {
    const COLLECTION: &'static str = "users";

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

    fn user() -> User {
        let now = Timestamp::from_unix_millis(0).unwrap();
        let hash = PasswordHash::new("old".to_owned());
        User::new(UserId::new(Uuid::from_u128(1)), Username::parse("alice").unwrap(), hash, Role::User, now)
    }

    #[test]
    fn inactivating_ends_the_sessions_once() {
        let mut user = user();
        assert!(user.inactivate());
        assert_eq!((user.is_active(), user.session_epoch()), (false, SessionEpoch::new(1)));
        assert!(!user.inactivate());
        assert_eq!(user.session_epoch(), SessionEpoch::new(1));
    }

    #[test]
    fn a_reactivation_revives_no_session() {
        let mut user = user();
        user.inactivate();
        assert!(user.reactivate());
        assert_eq!((user.is_active(), user.session_epoch()), (true, SessionEpoch::new(1)));
        assert!(!user.reactivate());
    }

    #[test]
    fn a_role_is_assigned_once_and_leaves_sessions_alone() {
        let mut user = user();
        assert!(user.assign(Role::Admin));
        assert_eq!((user.role(), user.session_epoch()), (Role::Admin, SessionEpoch::FIRST));
        assert!(!user.assign(Role::Admin));
    }

    #[test]
    fn another_password_ends_the_sessions_and_a_better_hash_of_the_same_does_not() {
        let mut user = user();
        user.rehash_password(PasswordHash::new("better".to_owned()));
        assert_eq!(user.session_epoch(), SessionEpoch::FIRST);
        user.replace_password(PasswordHash::new("new".to_owned()));
        assert_eq!(user.password_hash(), &PasswordHash::new("new".to_owned()));
        assert_eq!(user.session_epoch(), SessionEpoch::new(1));
    }
}
