mod accounts;
mod administration;
mod authenticator;
mod authorization;
mod event_dispatcher;
mod new_passwords;
mod order_access;
mod rate_limiter;
mod refused_log_ins;
mod session_issuer;
mod session_limit;
mod session_successors;
mod work;

pub use accounts::{AccountOpener, Accounts, NewAccount, OpenAccountError};
pub use administration::{AdminAction, Administration, AdministrationError, Target, UserAdministration};
pub use authenticator::{Authenticated, Authenticator, SessionAuthenticator, SessionAuthenticatorParameters};
pub use authorization::{
    AdminManagement, Authority, Authorization, Forbidden, RoleHierarchy, RoleHierarchyParameters, UserAction,
};
pub use event_dispatcher::{CycleOutcome, DeliveryWatch, EventDispatcher, PUBLISHING, WaitingEvent};
pub use new_passwords::{NewPasswordError, NewPasswords, PasswordChooser, PasswordChooserParameters};
pub use order_access::{AuthorizedOrders, OrderAccess};
pub use rate_limiter::{
    AttemptOutcome, Bound, Bounded, CountedAttempt, LimitError, RateLimitSettings, RateLimiter, StoreRateLimiter,
    StoreRateLimiterParameters,
};
pub use refused_log_ins::{HourlyRefusals, RefusedLogIns, RefusedOfDay};
pub use session_issuer::{IssuedToken, OpenedSession, SessionIssuer, SessionOpener, SessionOpenerParameters};
pub use session_limit::{OldestSessionsEnd, OldestSessionsEndParameters, SessionLimit};
pub use session_successors::live_successors;
pub use work::{StoreWork, Work};
