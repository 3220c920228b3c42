use domain::{Role, User, UserId};
use shaku::{Component, Interface};
use thiserror::Error;

use crate::{Caller, EventKind, Principal, SecurityEvent};

/// The authority by which an account is created.
#[derive(Clone, Copy, Debug)]
pub enum Authority<'a> {
    /// That of an authenticated user.
    User(&'a Principal),
    /// The operator's, through command line or configuration.
    Operator(&'a Caller),
}

/// An action of one user on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserAction {
    /// Deactivates the account.
    Inactivate,
    /// Reactivates it.
    Reactivate,
    /// Makes the user an admin.
    GrantAdmin,
    /// Makes the user an ordinary one.
    RevokeAdmin,
    /// Sets the user's password.
    SetPassword,
}

/// The policy of who may do what. Interactors call it, so no entry point can bypass it.
pub trait Authorization: Interface {
    /// Whether `actor` may create an account with this role.
    ///
    /// # Errors
    /// [`Forbidden`] unless an admin creates a user, or an actor who manages admins creates an admin. Only the operator
    /// creates a super admin, and needs no role.
    fn create_user(&self, actor: &User, role: Role) -> Result<(), Forbidden>;

    /// Whether `actor` may see all users.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active admin or super admin.
    fn view_users(&self, actor: &User) -> Result<(), Forbidden>;

    /// Whether `actor` may do `action` at all: checked before the target is looked up.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active admin; granting and revoking require the right to manage admins.
    fn may_attempt(&self, actor: &User, action: UserAction) -> Result<(), Forbidden>;

    /// Whether `actor` may do `action` to `target`.
    ///
    /// # Errors
    /// [`Forbidden`]:
    /// - no user acts on their own account, so a super admin can't remove themself;
    /// - no user does to a target what [`Authorization::may_attempt`] refuses;
    /// - only an actor who manages admins acts on an admin;
    /// - only a super admin acts on a super admin;
    /// - a grant never reduces a super admin to an admin.
    fn act_on(&self, actor: &User, target: &User, action: UserAction) -> Result<(), Forbidden>;

    /// Whether `actor` may create, update and delete products.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active admin or super admin.
    fn edit_catalogue(&self, actor: &User) -> Result<(), Forbidden>;

    /// Whether `actor` may see and cancel the orders of `owner`; `None` means the orders of all users.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is the owner, or an active admin or super admin.
    fn handle_orders(&self, actor: &User, owner: Option<UserId>) -> Result<(), Forbidden>;

    /// Whether `actor` may advance orders to their next status.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active admin or super admin.
    fn advance_orders(&self, actor: &User) -> Result<(), Forbidden>;

    /// Whether `actor` may see the events of all users, those of super admins included.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active admin or super admin.
    fn view_events(&self, actor: &User) -> Result<(), Forbidden>;

    /// Whether `actor` may see dead letters and redeliver them.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is an active super admin.
    fn handle_dead_letters(&self, actor: &User) -> Result<(), Forbidden>;

    /// Whether `actor` has at least the role `least`: for a use case without a rule of its own, as `cargo slice use-case`
    /// makes it.
    ///
    /// # Errors
    /// [`Forbidden`] unless the actor is active and has that role or a higher one.
    fn require_role(&self, actor: &User, least: Role) -> Result<(), Forbidden>;
}

/// The policy does not allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not allowed")]
pub struct Forbidden;

/// Which roles manage admins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminManagement {
    /// Admins and super admins.
    ByAdmins,
    /// Only super admins.
    BySuperAdmins,
}

/// [`Authorization`] by the hierarchy of roles.
#[derive(Component)]
#[shaku(interface = Authorization)]
pub struct RoleHierarchy {
    /// Which roles manage admins.
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
        let is_own_account = actor.id() == target.id();
        if is_own_account {
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

    fn view_events(&self, actor: &User) -> Result<(), Forbidden> {
        administers(actor)
    }

    fn handle_dead_letters(&self, actor: &User) -> Result<(), Forbidden> {
        has_role(actor, Role::SuperAdmin)
    }

    fn require_role(&self, actor: &User, least: Role) -> Result<(), Forbidden> {
        has_role(actor, least)
    }
}

impl RoleHierarchy {
    fn manages_admins(&self, actor: &User) -> Result<(), Forbidden> {
        administers(actor)?;
        require(self.admin_management == AdminManagement::ByAdmins || actor.role() == Role::SuperAdmin)
    }
}

fn administers(actor: &User) -> Result<(), Forbidden> {
    has_role(actor, Role::Admin)
}

fn has_role(actor: &User, least: Role) -> Result<(), Forbidden> {
    require(actor.is_active() && actor.role() >= least)
}

fn require(allowed: bool) -> Result<(), Forbidden> {
    allowed.then_some(()).ok_or(Forbidden)
}

impl UserAction {
    /// The event that records it.
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

    /// The name under which the log reports it.
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
    /// The authenticated user, if there is one.
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
