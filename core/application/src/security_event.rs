use domain::UserId;
use tracing::info;

use crate::Caller;

/// What somebody who watches over the service wants to see in its log, under names that stay.
///
/// Unlike an [`Event`](crate::Event), it also tells of what was refused and so changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityEvent {
    /// Somebody made an account.
    SignUp,
    /// Somebody tried to log in.
    LogIn,
    /// Somebody logged out.
    LogOut,
    /// An operator made an account.
    UserCreation,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Success,
    /// It was refused.
    Refused,
}

impl SecurityEvent {
    /// Writes the event to the log: who, what, where, outcome and request id. An attempted name is not among them: people
    /// type passwords there.
    pub fn log(self, outcome: Outcome, caller: &Caller, user: Option<UserId>) {
        info!(
            target: "security",
            event = self.as_str(),
            outcome = outcome.as_str(),
            user_id = user.map(tracing::field::display),
            address = caller.address.map(tracing::field::display),
            request_id = caller.request_id.as_str(),
            "{}", self.as_str()
        );
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::LogIn => "log_in",
            Self::LogOut => "log_out",
            Self::UserCreation => "user_creation",
        }
    }
}

impl Outcome {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Refused => "refused",
        }
    }
}
