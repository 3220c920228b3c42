use std::sync::Arc;

use async_trait::async_trait;
use domain::{User, UserId, Username};
use shaku::{Component, Interface};
use thiserror::Error;

use super::{Authorization, Forbidden, UserAction, Work};
use crate::{Acting, Changes, Decision, EventData, Outcome, Principal, StoreError, Subject, Users};

/// Changes a user on behalf of another: the one way in for every slice that administers.
#[async_trait]
pub trait Administration: Interface {
    /// Does `admin_action` to `target` and answers the user as it then is. A deed that changes nothing writes nothing.
    ///
    /// The actor's right is judged on what is stored, and must still hold when the change is committed: of two super
    /// admins who act on each other at once, one comes too late. So whoever acts is an active admin afterwards, and
    /// since nobody acts on oneself, the last active super admin can't be lost.
    ///
    /// # Errors
    /// [`AdministrationError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](crate::UnitOfWork::commit).
    async fn act(
        &self,
        actor: &Principal,
        target: &Target,
        admin_action: AdminAction<'_>,
    ) -> Result<User, AdministrationError>;

    /// The user that `actor` may do `action` to, as stored; nothing is done.
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

/// Which user is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The one with this id.
    Id(UserId),
    /// The one with this name, in whatever case; `None` for a text that can't be a name, which nobody has.
    Username(Option<Username>),
}

/// What is to be done.
#[derive(Clone, Copy)]
pub struct AdminAction<'a> {
    /// What the policy judges, and what is recorded.
    pub action: UserAction,
    /// Changes the user; answers whether that made a difference.
    pub change: &'a (dyn Fn(&mut User) -> bool + Sync),
}

/// Why nothing was done.
#[derive(Debug, Error)]
pub enum AdministrationError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such user.
    #[error("there is no such user")]
    NotFound,
    /// The store could not be worked on.
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

    /// The right to the action is judged before it is looked whether there is a target, the right to the target after.
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
