use domain::Role;
use shaku::{Component, Interface};
use thiserror::Error;

use crate::{Actor, Caller, Principal};

/// On whose authority something is done.
#[derive(Clone, Copy, Debug)]
pub enum Authority<'a> {
    /// A signed-in user's.
    User(&'a Principal),
    /// That of whoever operates the service: the command line and the configuration.
    Operator(&'a Caller),
}

/// The one policy of who may do what. Interactors ask it, so no entry point can forget it.
pub trait Authorization: Interface {
    /// Whether `authority` may make an account with this role.
    ///
    /// # Errors
    /// [`Forbidden`] unless an admin or super admin makes a user or admin, or the operator makes whatever is needed. Only the
    /// operator makes a super admin.
    fn create_user(&self, authority: Authority<'_>, role: Role) -> Result<(), Forbidden>;
}

/// The policy does not allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not allowed")]
pub struct Forbidden;

/// [`Authorization`] by the hierarchy of roles.
#[derive(Component)]
#[shaku(interface = Authorization)]
pub struct RoleHierarchy;

impl Authorization for RoleHierarchy {
    fn create_user(&self, authority: Authority<'_>, role: Role) -> Result<(), Forbidden> {
        let allowed = match authority {
            Authority::Operator(_) => true,
            Authority::User(principal) => principal.user.role() >= Role::Admin && role < Role::SuperAdmin,
        };
        allowed.then_some(()).ok_or(Forbidden)
    }
}

impl Authority<'_> {
    /// Whom events name as the one who did it.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        match self {
            Self::User(principal) => Actor::User(principal.user_id()),
            Self::Operator(_) => Actor::Operator,
        }
    }

    /// Where the call comes from.
    #[must_use]
    pub const fn caller(&self) -> &Caller {
        match self {
            Self::User(principal) => &principal.caller,
            Self::Operator(caller) => caller,
        }
    }
}
