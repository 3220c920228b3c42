use std::sync::Arc;

use async_trait::async_trait;
use domain::{User, UserId, Username};
use shaku::{Component, Interface};
use thiserror::Error;

use super::{Authorization, Forbidden, UserAction, Work};
use crate::{Acting, Changes, Decision, EventData, Outcome, Principal, StoreError, Subject, Users};

/// Changes a user on behalf of another user, for every slice that administers.
#[async_trait]
pub trait Administration: Interface {
    /// Applies `admin_action` to `target` and returns the user after it. An action that changes nothing writes nothing.
    ///
    /// The actor is authorized as stored, and the right must still hold when the change is committed: of two super
    /// admins who act on each other at once, one is refused. So the actor is an active admin afterwards, and since no
    /// user may act on their own account, the last active super admin can't be lost.
    ///
    /// # Errors
    /// [`AdministrationError`]. After a refusal, nothing was written. After a store error, nothing was written, or
    /// everything was and the response was lost: see [`UnitOfWork::commit`](crate::UnitOfWork::commit).
    async fn act(
        &self,
        actor: &Principal,
        target: &Target,
        admin_action: AdminAction<'_>,
    ) -> Result<User, AdministrationError>;

    /// The stored user, if `actor` may do `action` to it; nothing is changed.
    ///
    /// # Errors
    /// [`AdministrationError`].
    async fn authorize(
        &self,
        actor: &Principal,
        target: &Target,
        action: UserAction,
    ) -> Result<User, AdministrationError>;
}

/// Identifies a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The user with this id.
    Id(UserId),
    /// The user with this name, ignoring case; `None` for a text that is not a valid username, which no user has.
    Username(Option<Username>),
}

/// A [`UserAction`] with the change of the user that it makes.
#[derive(Clone, Copy)]
pub struct AdminAction<'a> {
    /// The action, for the policy and for the event.
    pub action: UserAction,
    /// Changes the user; returns whether that made a difference.
    pub change: &'a (dyn Fn(&mut User) -> bool + Sync),
}

/// Why nothing was changed.
#[derive(Debug, Error)]
pub enum AdministrationError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such user.
    #[error("there is no such user")]
    NotFound,
    /// The store call failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// [`Administration`] by the policy, over the ports.
#[derive(Component)]
#[shaku(interface = Administration)]
pub struct UserAdministration {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

#[async_trait]
impl Administration for UserAdministration {
    async fn act(
        &self,
        actor: &Principal,
        target: &Target,
        admin_action: AdminAction<'_>,
    ) -> Result<User, AdministrationError> {
        let result = self.work.run(actor, |acting| self.decide(acting, target, admin_action)).await;
        let event = admin_action.action.security_event();
        match &result {
            Ok(user) => event.log(Outcome::Success, &actor.caller, Some(actor.user_id()), Some(user.id())),
            Err(AdministrationError::Forbidden(_)) => {
                event.log(Outcome::Refused, &actor.caller, Some(actor.user_id()), None);
            }
            Err(_) => {}
        }
        result
    }

    async fn authorize(
        &self,
        actor: &Principal,
        target: &Target,
        action: UserAction,
    ) -> Result<User, AdministrationError> {
        let result = self.find_target(&actor.user, target, action).await;
        if let Err(AdministrationError::Forbidden(_)) = &result {
            action.security_event().log(Outcome::Refused, &actor.caller, Some(actor.user_id()), None);
        }
        result
    }
}

impl UserAdministration {
    async fn decide(
        &self,
        acting: Acting,
        target: &Target,
        admin_action: AdminAction<'_>,
    ) -> Result<Decision<User, AdministrationError>, AdministrationError> {
        let read = self.find_target(&acting.user, target, admin_action.action).await?;
        let mut user = read.clone();
        if !(admin_action.change)(&mut user) {
            return Ok(Decision::Answer(read));
        }
        let mut changes = Changes::by(&acting, self.work.now());
        let user = changes.update(read, user);
        changes.record(admin_action.action.event(), Subject::User(user.id()), EventData::new());
        Ok(Decision::commit(changes, user))
    }

    /// The right to the action is checked before the target is looked up, the right to the target after.
    async fn find_target(
        &self,
        acting: &User,
        target: &Target,
        action: UserAction,
    ) -> Result<User, AdministrationError> {
        self.authorization.may_attempt(acting, action)?;
        let found = match target {
            Target::Id(id) => self.work.find_user(*id).await,
            Target::Username(Some(username)) => self.users.find_by_username(username).await,
            Target::Username(None) => Ok(None),
        };
        let user = found?.ok_or(AdministrationError::NotFound)?;
        self.authorization.act_on(acting, &user, action)?;
        Ok(user)
    }
}
