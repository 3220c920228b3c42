use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{names::capitalized, refusal::Refusal};

/// Under which every collection of the API lies.
const ROOT: &str = "/api/v1/";

/// The most characters of a path: the row of the table of roles fits into a line with it.
const LONGEST: usize = 70;

/// The most characters of a collection: its group fits into a line with a summary.
const LONGEST_COLLECTION: usize = 24;

/// The method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// Who may call, at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// Everybody, with a session or without.
    Open,
    User,
    Admin,
    SuperAdmin,
}

/// The path of an operation, without parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoutePath(String);

impl Method {
    pub(crate) const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a call of it changes something.
    pub(crate) fn changes(self) -> bool {
        self != Self::Get
    }

    /// Whether a call of it has a body.
    pub(crate) const fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}

impl FromStr for Method {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let is_meant = |method: &Self| method.as_str().eq_ignore_ascii_case(text);
        Self::ALL.into_iter().find(is_meant).ok_or_else(|| Refusal::Method(text.to_owned()))
    }
}

impl Role {
    pub(crate) const ALL: [Self; 4] = [Self::Open, Self::User, Self::Admin, Self::SuperAdmin];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::User => "user",
            Self::Admin => "admin",
            Self::SuperAdmin => "super_admin",
        }
    }

    /// What a call is answered without a session, and to users of each role from the least on, where `status` is the answer
    /// to those who may call.
    pub(crate) const fn answers(self, status: u16) -> [u16; 4] {
        match self {
            Self::Open => [status; 4],
            Self::User => [401, status, status, status],
            Self::Admin => [401, 403, status, status],
            Self::SuperAdmin => [401, 403, 403, status],
        }
    }
}

impl FromStr for Role {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| Refusal::Role(text.to_owned()))
    }
}

impl RoutePath {
    /// Reads a path.
    ///
    /// # Errors
    /// [`Refusal::Path`].
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let refused = |reason| Err(Refusal::Path { path: text.to_owned(), reason });
        if !text.starts_with('/') {
            return refused("it does not begin with /");
        }
        if text.contains(['{', '}', ':', '*']) {
            return refused(
                "it has a parameter, and what that names must be found first, which is code of its own: make the slice \
                 without it, and then look at features/list_users/src/view",
            );
        }
        let Some(rest) = text.strip_prefix(ROOT) else {
            return refused("calls of slices lie under /api/v1/");
        };
        if text.len() > LONGEST {
            return refused("it has more than 70 characters");
        }
        let is_sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_segment = |segment: &str| {
            segment.starts_with(|first: char| first.is_ascii_lowercase())
                && segment.bytes().all(is_sound)
                && !segment.ends_with('-')
        };
        if !rest.split('/').all(is_segment) {
            return refused(
                "each part between slashes has a to z, digits and -, and begins with a letter, and no slash stands at the end",
            );
        }
        if rest.split('/').next().unwrap_or_default().len() > LONGEST_COLLECTION {
            return refused("the part behind /api/v1/ has more than 24 characters");
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of a member of this collection.
    pub(crate) fn member(&self) -> Self {
        Self(format!("{}/{{id}}", self.0))
    }

    /// The collection that the path lies in: `/api/v1/auth` for `/api/v1/auth/account`.
    pub(crate) fn collection(&self) -> &str {
        let end = self.0.match_indices('/').nth(3).map_or(self.0.len(), |(at, _)| at);
        self.0.get(..end).unwrap_or_default()
    }

    /// Whether another path lies in the same collection.
    pub(crate) fn is_beside(&self, other: &str) -> bool {
        other.strip_prefix(self.collection()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The group of the OpenAPI document that the operation belongs to: `Auth`.
    pub(crate) fn group(&self) -> String {
        capitalized(self.collection().rsplit('/').next().unwrap_or_default())
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for RoutePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_and_roles_are_read_by_their_names() {
        assert_eq!("delete".parse::<Method>().unwrap(), Method::Delete);
        for method in Method::ALL {
            assert_eq!(method.as_str().parse::<Method>().unwrap(), method);
        }
        for role in Role::ALL {
            assert_eq!(role.as_str().parse::<Role>().unwrap(), role);
        }
        assert!(matches!("HEAD".parse::<Method>().unwrap_err(), Refusal::Method(text) if text == "HEAD"));
        assert!(matches!("Admin".parse::<Role>().unwrap_err(), Refusal::Role(text) if text == "Admin"));
    }

    #[test]
    fn a_path_has_a_collection_and_a_group() {
        for (text, collection, group) in [
            ("/api/v1/auth/account", "/api/v1/auth", "Auth"),
            ("/api/v1/notices", "/api/v1/notices", "Notices"),
            ("/api/v1/price-lists/old/2-b", "", ""),
            ("/api/v1/price-lists/old/b2", "/api/v1/price-lists", "Price-lists"),
        ] {
            match RoutePath::parse(text) {
                Ok(path) => assert_eq!((path.collection(), path.group().as_str()), (collection, group)),
                Err(refusal) => assert_eq!(collection, "", "{refusal}"),
            }
        }
    }

    #[test]
    fn a_path_lies_beside_those_of_its_collection() {
        let path = RoutePath::parse("/api/v1/auth/account").unwrap();
        for (other, expected) in [
            ("/api/v1/auth", true),
            ("/api/v1/auth/sessions/{id}", true),
            ("/api/v1/authors", false),
            ("/api/v1/orders", false),
            ("", false),
        ] {
            assert_eq!(path.is_beside(other), expected, "{other}");
        }
    }

    #[test]
    fn a_path_that_breaks_a_rule_is_refused_with_the_rule() {
        let long = format!("/api/v1/{}", "a".repeat(LONGEST));
        for (text, reason) in [
            ("api/v1/auth", "it does not begin with /"),
            ("", "it does not begin with /"),
            ("/auth", "calls of slices lie under /api/v1/"),
            ("/api/v1", "calls of slices lie under /api/v1/"),
            ("/api/v1/orders/{id}", "it has a parameter"),
            ("/api/v1/", "each part between slashes"),
            ("/api/v1/auth/", "each part between slashes"),
            ("/api/v1//auth", "each part between slashes"),
            ("/api/v1/Auth", "each part between slashes"),
            ("/api/v1/a?b", "each part between slashes"),
            ("/api/v1/a\"b", "each part between slashes"),
            (&long, "it has more than 70 characters"),
            ("/api/v1/abcdefghijklmnopqrstuvwxyz", "the part behind /api/v1/ has more than 24 characters"),
        ] {
            let refusal = RoutePath::parse(text).unwrap_err().to_string();
            assert!(refusal.starts_with(&format!("`{text}` can't be the path of a use case: {reason}")), "{refusal}");
        }
    }

    #[test]
    fn each_role_is_let_in_with_those_above_it() {
        assert_eq!(Role::Open.answers(200), [200, 200, 200, 200]);
        assert_eq!(Role::User.answers(204), [401, 204, 204, 204]);
        assert_eq!(Role::Admin.answers(204), [401, 403, 204, 204]);
        assert_eq!(Role::SuperAdmin.answers(204), [401, 403, 403, 204]);
    }
}
