//! Who may do what with an aggregate, in words and in code.

use super::{
    arguments::{Access, Aggregate},
    names::comment,
};
use crate::{names::capitalized, route::Role};

/// Who may do what, in words.
pub(crate) struct Audience {
    /// The least role that reads; users who read their own have one too.
    pub(crate) read: Role,
    pub(crate) write: Role,
    pub(crate) audience: String,
    pub(crate) group: String,
    pub(crate) read_audience: &'static str,
    pub(crate) write_audience: &'static str,
}

impl Audience {
    pub(crate) fn of(aggregate: &Aggregate) -> Self {
        let phrases = aggregate.plural.as_str().replace('_', " ");
        let people = |role: Role| match role {
            Role::Open => "all callers",
            Role::User => "users",
            Role::Admin | Role::SuperAdmin => "admins",
        };
        let name = capitalized(&phrases);
        match aggregate.access {
            Access::ByOwner => Self {
                read: Role::User,
                write: Role::User,
                audience: format!(
                    "Users create, read, update and delete {phrases} of their own, and admins those of all users"
                ),
                group: format!("{name}: each user's own, and all for admins."),
                read_audience: "For signed-in users, about their own; admins get any",
                write_audience: "For its owner and admins",
            },
            Access::ByRole { read, write } => Self {
                read,
                write,
                audience: if read == write {
                    format!("{} read, create, update and delete {phrases}", capitalized(people(read)))
                } else {
                    format!(
                        "{} read {phrases}, and {} create, update and delete them",
                        capitalized(people(read)),
                        people(write)
                    )
                },
                group: match read {
                    Role::Open => format!("{name}: open to read, edited by {}.", people(write)),
                    _ if read == write => format!("{name}: read and edited by {}.", people(write)),
                    _ => format!("{name}: read by {}, edited by {}.", people(read), people(write)),
                },
                read_audience: match read {
                    Role::Open => "Public",
                    Role::User => "For signed-in users",
                    Role::Admin | Role::SuperAdmin => "For admins",
                },
                write_audience: if write == Role::User { "For signed-in users" } else { "For admins" },
            },
        }
    }
}

/// The sentence about the group of operations in the OpenAPI document.
pub(crate) fn group_sentence(aggregate: &Aggregate) -> String {
    Audience::of(aggregate).group
}

/// The comment of the crate.
pub(crate) fn lib_doc(audience: &str, path: &str) -> String {
    let text = format!("{audience}: `GET` and `POST {path}`, `GET`, `PUT` and `DELETE {path}/{{id}}`.");
    comment(&text, "//!", 0)
}

/// The role as code names it.
pub(crate) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Open | Role::User => "User",
        Role::Admin => "Admin",
        Role::SuperAdmin => "SuperAdmin",
    }
}

/// The extractor that lets these callers in.
pub(crate) const fn extractor(role: Role) -> &'static str {
    match role {
        Role::Open => "Public",
        Role::User => "SignedIn",
        Role::Admin | Role::SuperAdmin => "Administrator",
    }
}
