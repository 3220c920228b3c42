mod account_opener;
mod administration;
mod authenticator;
mod authorization;
mod event_dispatcher;
mod order_access;
mod password_chooser;
mod rate_limiter;
mod session_heirs;
mod session_limit;
mod session_opener;
mod work;

pub use account_opener::{AccountOpener, Accounts, NewAccount, OpenAccountError};
pub use administration::{AdminAction, Administration, AdministrationError, Target, UserAdministration};
pub use authenticator::{Authenticated, Authenticator, SessionAuthenticator, SessionAuthenticatorParameters};
pub use authorization::{
    AdminManagement, Authority, Authorization, Forbidden, RoleHierarchy, RoleHierarchyParameters, UserAction,
};
pub use event_dispatcher::{CycleOutcome, DeliveryWatch, EventDispatcher, PUBLISHING, WaitingEvent};
pub use order_access::{AuthorizedOrders, OrderAccess};
pub use password_chooser::{NewPasswordError, NewPasswords, PasswordChooser, PasswordChooserParameters};
pub use rate_limiter::{
    AttemptOutcome, Bound, Bounded, CountedAttempt, LimitError, RateLimitSettings, RateLimiter, StoreRateLimiter,
    StoreRateLimiterParameters,
};
pub use session_heirs::live_heirs;
pub use session_limit::{OldestSessionsEnd, OldestSessionsEndParameters, SessionLimit};
pub use session_opener::{IssuedToken, OpenedSession, SessionIssuer, SessionOpener, SessionOpenerParameters};
pub use work::{StoreWork, Work};
