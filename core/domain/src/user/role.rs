use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use thiserror::Error;

/// The role of a user; each role includes the rights of those before it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[strum(parse_err_ty = UnknownRole, parse_err_fn = UnknownRole::new)]
pub enum Role {
    /// Accesses only the user's own data.
    User,
    /// Administers users, products and orders.
    Admin,
    /// Also administers the admins.
    SuperAdmin,
}

/// The text is not the name of a role.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no role; there are {roles}", roles = Role::list())]
pub struct UnknownRole(String);

impl Role {
    /// Every role, from the fewest rights to the most.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The name of the role everywhere outside the code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The names of all roles, for messages.
    fn list() -> String {
        let words: Vec<&str> = Self::ALL.iter().map(|role| role.as_str()).collect();
        match words.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
            _ => words.concat(),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl UnknownRole {
    fn new(word: &str) -> Self {
        Self(word.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_ordered_by_what_they_may_do() {
        assert!(Role::User < Role::Admin);
        assert!(Role::Admin < Role::SuperAdmin);
    }

    #[test]
    fn a_role_is_read_back_from_its_word() {
        for &role in Role::ALL {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        let unknown = "Admin".parse::<Role>();
        assert_eq!(unknown, Err(UnknownRole("Admin".to_owned())));
        let message = "`Admin` is no role; there are user, admin and super_admin";
        assert_eq!(unknown.map_err(|error| error.to_string()), Err(message.to_owned()));
    }
}
