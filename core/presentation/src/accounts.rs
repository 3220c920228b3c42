use application::Target;
use domain::{Role, User, Username};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A user.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = User)]
pub struct UserBody {
    /// The id, a `UUIDv7`.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000001")]
    id: String,
    /// The username as it was entered at sign-up.
    #[schema(example = "ada.lovelace")]
    username: String,
    /// The user's role.
    role: RoleName,
    /// Whether the user is active. An inactive user can't log in.
    is_active: bool,
    /// When the user was created.
    #[schema(format = DateTime, example = "2026-11-21T06:12:28.042Z")]
    created_at: String,
}

/// The role of a user, which decides what the user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Role)]
pub enum RoleName {
    /// Manages the user's own account, sessions and orders.
    User,
    /// Administers users, products and orders.
    Admin,
    /// Administers the admins too.
    SuperAdmin,
}

/// The user to change.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NamedUser)]
pub struct NamedUserBody {
    /// The user's name, in any letter case.
    #[schema(example = "ada.lovelace")]
    username: String,
}

impl From<NamedUserBody> for Target {
    fn from(body: NamedUserBody) -> Self {
        Self::Username(Username::parse(&body.username).ok())
    }
}

impl From<RoleName> for Role {
    fn from(role: RoleName) -> Self {
        match role {
            RoleName::User => Self::User,
            RoleName::Admin => Self::Admin,
            RoleName::SuperAdmin => Self::SuperAdmin,
        }
    }
}

impl From<&User> for UserBody {
    fn from(user: &User) -> Self {
        Self {
            id: user.id().to_string(),
            username: user.username().to_string(),
            role: user.role().into(),
            is_active: user.is_active(),
            created_at: user.created_at().to_string(),
        }
    }
}

impl From<Role> for RoleName {
    fn from(role: Role) -> Self {
        match role {
            Role::User => Self::User,
            Role::Admin => Self::Admin,
            Role::SuperAdmin => Self::SuperAdmin,
        }
    }
}
