//! What every use case shares: the ports it works through, the staged unit of work, and the services that more than one
//! slice needs.
//!
//! This crate knows no HTTP, no database and no cloud. Its ports say what absence means, which conflict a duplicate
//! gives and what is atomic; `infra/contract` holds every adapter to those words.

mod caller;
mod changes;
mod error_chain;
mod event;
mod modules;
mod page;
mod ports;
mod retry;
mod security_event;
mod services;
mod work_error;

pub use caller::{Caller, Principal, RequestId};
pub use changes::{Change, Changes, Uncommittable};
pub use error_chain::ErrorChain;
pub use event::{Actor, Event, EventData, EventId, EventKind, Subject};
pub use modules::{Persistence, Security, ServiceSettings, Services, services};
pub use page::Page;
pub use ports::{
    Allowance, Attempts, AttemptsKey, AttemptsMade, Clock, CommitError, Conflict, Direction, EventFilter,
    EventPosition, Events, HashingError, Housekeeping, Ids, LiveSessions, MigrationState, MintedSecret, Passwords,
    Schema, SessionClaims, SessionTokens, Sessions, Settlement, StoreError, UniqueValue, UnitOfWork, UserOrder,
    UserPosition, UserQuery, Users, Verdict,
};
pub use retry::{Attempt, retry_stale};
pub use security_event::{Outcome, SecurityEvent};
pub use services::{
    AccountOpener, Accounts, AdminManagement, Administration, AdministrationError, AttemptBounds,
    AttemptBoundsParameters, AttemptLimits, AttemptSettings, Authenticated, Authenticator, Authority, Authorization,
    Bound, Bounded, CountedAttempt, Deed, Forbidden, IssuedToken, Judgement, LimitError, NewAccount, NewPasswordError,
    NewPasswords, OldestSessionsEnd, OldestSessionsEndParameters, OpenAccountError, OpenedSession, Opening,
    PasswordChooser, PasswordChooserParameters, RoleHierarchy, RoleHierarchyParameters, SessionAuthenticator,
    SessionAuthenticatorParameters, SessionIssuer, SessionLimit, SessionOpener, SessionOpenerParameters, Target,
    UserAction, UserAdministration,
};
pub use work_error::WorkError;
