//! What every use case shares: the ports it works through, the staged unit of work, and the services that more than one
//! slice needs.
//!
//! This crate knows no HTTP, no database and no cloud. Its ports say what absence means, which conflict a duplicate gives and
//! what is atomic; `infra/contract` holds every adapter to those words.

mod caller;
mod changes;
mod error_chain;
mod event;
mod modules;
mod ports;
mod retry;
mod security_event;
mod services;

pub use caller::{Caller, Principal, RequestId};
pub use changes::{Change, Changes, Uncommittable};
pub use error_chain::ErrorChain;
pub use event::{Actor, Event, EventData, EventId, EventKind, Subject};
pub use modules::{Persistence, Security, ServiceSettings, Services, services};
pub use ports::{
    Clock, CommitError, Conflict, EventFilter, EventPosition, Events, HashingError, Ids, MigrationState, MintedSecret,
    Passwords, Schema, SessionClaims, SessionTokens, Sessions, StoreError, UniqueValue, UnitOfWork, Users, Verdict,
};
pub use retry::{Attempt, Contended, retry_stale};
pub use security_event::{Outcome, SecurityEvent};
pub use services::{
    AccountOpener, Accounts, Authenticated, Authenticator, Authority, Authorization, Forbidden, IssuedToken,
    NewAccount, NewPasswordError, NewPasswords, OpenAccountError, OpenedSession, Opening, PasswordChooser,
    PasswordChooserParameters, RoleHierarchy, SessionAuthenticator, SessionAuthenticatorParameters, SessionIssuer,
    SessionOpener, SessionOpenerParameters,
};
