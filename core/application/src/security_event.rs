use domain::UserId;
use strum::{EnumString, IntoStaticStr, VariantArray};
use tracing::info;

use crate::Caller;

/// What somebody who watches over the service wants to see in its log, under names that stay.
///
/// Unlike an [`Event`](crate::Event), it also tells of what was refused and so changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum SecurityEvent {
    /// Somebody made an account.
    SignUp,
    /// Somebody tried to log in.
    LogIn,
    /// Somebody logged out.
    LogOut,
    /// Somebody made an account for another.
    UserCreation,
    /// Somebody whose role does not administer tried to.
    Administration,
    /// An admin closed an account.
    UserInactivation,
    /// An admin opened an account again.
    UserReactivation,
    /// Somebody made a user an admin.
    AdminGrant,
    /// Somebody made an admin an ordinary user.
    AdminRevocation,
    /// An admin gave a user a password.
    PasswordSetting,
    /// A user replaced the own password.
    PasswordChange,
    /// A user ended a session from the list.
    SessionEnd,
    /// Somebody tried too often.
    Throttling,
    /// A page of another site made a browser call.
    CrossSiteCall,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Success,
    /// It was refused.
    Refused,
}

impl SecurityEvent {
    /// Every event.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Writes the event to the log: what, by whom, to whom, from where, how it went, and in which request. An attempted
    /// name is not among them: people type passwords there.
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
