//! What every use case shares: the ports, the staged unit of work, and the services that more than one slice needs.
//!
//! This crate knows no HTTP, no database and no cloud. The docs of its ports say what absence means, which conflict a
//! duplicate causes and what is atomic; `testing/contract` checks every adapter against them.

mod aggregates;
mod caller;
mod changes;
mod decision;
mod error_chain;
mod event;
mod event_message;
pub mod event_payload;
mod event_schemas;
mod find;
mod held;
mod idempotency;
mod interactor;
mod modules;
mod outlive;
mod page;
mod ports;
mod precondition;
mod security_event;
mod services;
mod store_timeout;
mod stored_event;
mod transfer;

pub use aggregates::{Change, EventKind, Persistence, Subject, SubjectKind, UniqueValue};
pub use caller::{Acting, Caller, Principal, RequestId};
pub use changes::{
    Changes, IdempotencyWrite, ProductWrite, Publication, Redrive, RowKey, RowTwice, Stage, Staged, StockMove, Write,
};
pub use decision::{Decision, ToCommit};
pub use error_chain::ErrorChain;
pub use event::{Actor, Event, EventData, EventId};
pub use event_message::EventMessage;
pub use event_schemas::{EventSchemas, EventShape};
pub use find::FindError;
pub use held::{Held, Holder, HolderParameters};
pub use idempotency::{
    Fingerprint, IdempotencyKey, IdempotencyRecord, IdempotencyScope, IdempotentOperation, InvalidIdempotencyKey,
};
pub use interactor::{HasInteractor, Interactor};
pub use modules::{Security, ServiceSettings, Services, services};
pub use outlive::{Abandoned, Outliving, outlive};
pub use page::{ListError, Page};
pub use ports::{
    ALWAYS_COMMITTED, Adjustments, Attempts, AttemptsKey, AttemptsMade, Checkpoint, Clock, CommitError, Conflict,
    Cursor, DeadLetter, DeadLetters, Direction, Dump, DumpPage, EventFilter, EventPosition, EventPublisher, Events,
    FOUND_AT_ONCE, Failure, Filter, HashingError, Housekeeping, IdempotencyRecords, Ids, KEPT_EXPIRED, LONGEST_LEASE,
    LiveSessions, Load, LoadError, Maintenance, MaintenancePeriod, MigrationState, MintedSecret, NotDelivered,
    OrderQuery, Orders, Outbox, OutboxPosition, Passwords, PendingEvent, Position, Quota, Repository, Rows, Schema,
    SessionClaims, SessionTokens, Sessions, StoreError, Undelivered, UnitOfWork, UserOrder, UserQuery, Users, Verdict,
    WriteAccess, removable_at,
};
pub use precondition::{Precondition, PreconditionFailed};
pub use security_event::{Outcome, SecurityEvent};
pub use services::{
    AccountOpener, Accounts, AdminAction, AdminManagement, Administration, AdministrationError, AttemptOutcome,
    Authenticated, Authenticator, Authority, Authorization, AuthorizedOrders, Bound, Bounded, CountedAttempt,
    CycleOutcome, DeliveryWatch, EventDispatcher, Forbidden, HourlyRefusals, IssuedToken, LimitError, NewAccount,
    NewPasswordError, NewPasswords, OldestSessionsEnd, OldestSessionsEndParameters, OpenAccountError, OpenedSession,
    OrderAccess, PUBLISHING, PasswordChooser, PasswordChooserParameters, RateLimitSettings, RateLimiter, RefusedLogIns,
    RefusedOfDay, RoleHierarchy, RoleHierarchyParameters, SessionAuthenticator, SessionAuthenticatorParameters,
    SessionIssuer, SessionLimit, SessionOpener, SessionOpenerParameters, StoreRateLimiter, StoreRateLimiterParameters,
    StoreWork, Target, UserAction, UserAdministration, WaitingEvent, Work, live_successors,
};
pub use store_timeout::{with_shared_timeout, within_shared_timeout};
pub use stored_event::{StoredEvent, StoredSubject};
pub use transfer::{
    Difference, Digest, DumpError, DumpReader, DumpWriter, FileSource, Header, Invariants, Item, Kind, Loading, Report,
    RowPage, Side, Source, SourcePage, StoreSource, Summary, TransferError, Violation, compare, export, first_kind,
    kinds, load_all, summarize,
};
