use domain::UserId;
use strum::{EnumString, IntoStaticStr, VariantArray};
use tracing::info;

use crate::Caller;

/// Events that security monitoring reads in the log, under stable names.
///
/// Unlike an [`Event`](crate::Event), it also reports refusals, which change nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum SecurityEvent {
    /// A sign-up.
    SignUp,
    /// A log-in, or a try.
    LogIn,
    /// A log-out.
    LogOut,
    /// An account was created for another person.
    UserCreation,
    /// A caller without the role tried to administer.
    Administration,
    /// An admin deactivated an account.
    UserInactivation,
    /// An admin reactivated an account.
    UserReactivation,
    /// A user became an admin.
    AdminGrant,
    /// An admin became an ordinary user.
    AdminRevocation,
    /// An admin set a user's password.
    PasswordSetting,
    /// A super admin or the operator put a dead letter back into the outbox.
    DeadLetterRedelivery,
    /// A user changed their own password.
    PasswordChange,
    /// A user ended a session from the list.
    SessionEnd,
    /// A caller made too many attempts.
    Throttling,
    /// A page of another site made the browser send a request.
    CrossSiteCall,
}

/// The outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// The action succeeded.
    Success,
    /// The action was refused.
    Refused,
}

impl SecurityEvent {
    /// Every event.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Logs the event: what, by whom, to whom, from where, with which outcome, and in which request. The attempted
    /// username is left out: people type passwords there.
    pub fn log(self, outcome: Outcome, caller: &Caller, actor: Option<UserId>, user: Option<UserId>) {
        info!(
            target: "security",
            event = self.as_str(),
            outcome = outcome.as_str(),
            actor_id = actor.map(tracing::field::display),
            user_id = user.map(tracing::field::display),
            address = caller.address.map(tracing::field::display),
            request_id = caller.request_id.as_str(),
            "{}", self.as_str()
        );
    }

    /// The name in the log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Outcome {
    /// The name in the log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
