use domain::{Role, User, UserId};
use shaku::{Component, Interface};
use thiserror::Error;

use crate::{Caller, EventKind, Principal, SecurityEvent};

/// On whose authority an account is made.
#[derive(Clone, Copy, Debug)]
pub enum Authority<'a> {
    /// A signed-in user's.
    User(&'a Principal),
    /// That of whoever operates the service: the command line and the configuration.
    Operator(&'a Caller),
}

/// What one user does to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserAction {
    /// Closes the account.
    Inactivate,
    /// Opens it again.
    Reactivate,
    /// Makes the user an admin.
    GrantAdmin,
    /// Makes the user an ordinary one.
    RevokeAdmin,
    /// Gives the user a password.
    SetPassword,
}

/// The one policy of who may do what. Interactors ask it, so no entry point can forget it.
pub trait Authorization: Interface {
    /// Whether `actor` may make an account with this role.
    ///
    /// # Errors
    /// [`Forbidden`] unless an admin makes a user, or one who manages admins makes an admin. Only the operator makes a super
    /// admin, and is asked for no right.
    fn create_user(&self, actor: &User, role: Role) -> Result<(), Forbidden>;

    /// Whether `actor` may see all users.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active admin or super admin.
    fn view_users(&self, actor: &User) -> Result<(), Forbidden>;

    /// Whether `actor` may do `action` to anybody at all: what is judged before it is known whether there is a target.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active admin; granting and revoking are for those who manage admins.
    fn may_attempt(&self, actor: &User, action: UserAction) -> Result<(), Forbidden>;

    /// Whether `actor` may do `action` to `target`.
    ///
    /// # Errors
    /// [`Forbidden`] where [`Authorization::may_attempt`] is, to oneself, to a super admin unless the actor is one, to an
    /// admin unless the actor manages admins, and always where a super admin would be made a mere admin by a grant.
    fn act_on(&self, actor: &User, target: &User, action: UserAction) -> Result<(), Forbidden>;

    /// Whether `actor` may add, edit and take out products.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active admin or super admin.
    fn edit_catalogue(&self, actor: &User) -> Result<(), Forbidden>;

    /// Whether `actor` may see and cancel the orders of `owner`; `None` are those of everybody.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is the owner, or an active admin or super admin.
    fn handle_orders(&self, actor: &User, owner: Option<UserId>) -> Result<(), Forbidden>;

    /// Whether `actor` may take orders from one status to the next.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active admin or super admin.
    fn advance_orders(&self, actor: &User) -> Result<(), Forbidden>;
}

/// The policy does not allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not allowed")]
pub struct Forbidden;

/// Who manages admins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminManagement {
    /// Admins and super admins.
    ByAdmins,
    /// Super admins alone.
    BySuperAdmins,
}

/// [`Authorization`] by the hierarchy of roles.
#[derive(Component)]
#[shaku(interface = Authorization)]
pub struct RoleHierarchy {
    /// Who manages admins.
    admin_management: AdminManagement,
}

impl Authorization for RoleHierarchy {
    fn create_user(&self, actor: &User, role: Role) -> Result<(), Forbidden> {
        match role {
            Role::User => administers(actor),
            Role::Admin => self.manages_admins(actor),
            Role::SuperAdmin => Err(Forbidden),
        }
    }

    fn view_users(&self, actor: &User) -> Result<(), Forbidden> {
        administers(actor)
    }

    fn may_attempt(&self, actor: &User, action: UserAction) -> Result<(), Forbidden> {
        match action {
            UserAction::Inactivate | UserAction::Reactivate | UserAction::SetPassword => administers(actor),
            UserAction::GrantAdmin | UserAction::RevokeAdmin => self.manages_admins(actor),
        }
    }

    fn act_on(&self, actor: &User, target: &User, action: UserAction) -> Result<(), Forbidden> {
        self.may_attempt(actor, action)?;
        if actor.id() == target.id() {
            return Err(Forbidden);
        }
        match target.role() {
            Role::User => Ok(()),
            Role::Admin => self.manages_admins(actor),
            Role::SuperAdmin => require(actor.role() == Role::SuperAdmin && action != UserAction::GrantAdmin),
        }
    }

    fn edit_catalogue(&self, actor: &User) -> Result<(), Forbidden> {
        administers(actor)
    }

    fn handle_orders(&self, actor: &User, owner: Option<UserId>) -> Result<(), Forbidden> {
        if owner == Some(actor.id()) { require(actor.is_active()) } else { administers(actor) }
    }

    fn advance_orders(&self, actor: &User) -> Result<(), Forbidden> {
        administers(actor)
    }
}

impl RoleHierarchy {
    fn manages_admins(&self, actor: &User) -> Result<(), Forbidden> {
        administers(actor)?;
        require(self.admin_management == AdminManagement::ByAdmins || actor.role() == Role::SuperAdmin)
    }
}

fn administers(actor: &User) -> Result<(), Forbidden> {
    require(actor.is_active() && actor.role() >= Role::Admin)
}

fn require(allowed: bool) -> Result<(), Forbidden> {
    allowed.then_some(()).ok_or(Forbidden)
}

impl UserAction {
    /// What is recorded of it.
    #[must_use]
    pub const fn event(self) -> EventKind {
        match self {
            Self::Inactivate => EventKind::UserInactivated,
            Self::Reactivate => EventKind::UserReactivated,
            Self::GrantAdmin => EventKind::AdminGranted,
            Self::RevokeAdmin => EventKind::AdminRevoked,
            Self::SetPassword => EventKind::PasswordSet,
        }
    }

    /// The name under which the log tells of it.
    #[must_use]
    pub const fn security_event(self) -> SecurityEvent {
        match self {
            Self::Inactivate => SecurityEvent::UserInactivation,
            Self::Reactivate => SecurityEvent::UserReactivation,
            Self::GrantAdmin => SecurityEvent::AdminGrant,
            Self::RevokeAdmin => SecurityEvent::AdminRevocation,
            Self::SetPassword => SecurityEvent::PasswordSetting,
        }
    }
}

impl Authority<'_> {
    /// The signed-in user, where one acts.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match self {
            Self::User(principal) => Some(principal.user_id()),
            Self::Operator(_) => None,
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
