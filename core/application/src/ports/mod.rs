mod attempts;
mod clock;
mod dead_letters;
mod dump;
mod event_publisher;
mod events;
mod housekeeping;
mod idempotency;
mod ids;
mod load;
mod maintenance;
mod orders;
mod outbox;
mod passwords;
mod repository;
mod schema;
mod session_tokens;
mod sessions;
mod unit_of_work;
mod users;

pub use attempts::{Adjustments, Attempts, AttemptsKey, AttemptsMade, Quota};
pub use clock::Clock;
pub use dead_letters::{DeadLetter, DeadLetters, Failure};
pub use dump::{Cursor, Dump, DumpPage};
pub use event_publisher::{EventPublisher, NotDelivered};
pub use events::{EventFilter, EventPosition, Events};
pub use housekeeping::{Housekeeping, KEPT_EXPIRED, removable_at};
pub use idempotency::IdempotencyRecords;
pub use ids::Ids;
pub use load::{Checkpoint, Load, LoadError, Rows, Undelivered};
pub use maintenance::{Maintenance, MaintenancePeriod};
pub use orders::{OrderQuery, Orders};
pub use outbox::{LONGEST_LEASE, Outbox, OutboxPosition, PendingEvent};
pub use passwords::{HashingError, Passwords, Verdict};
pub use repository::{FOUND_AT_ONCE, Filter, Position, Repository};
pub use schema::{MigrationState, Schema, WriteAccess};
pub use session_tokens::{MintedSecret, SessionClaims, SessionTokens};
pub use sessions::{LiveSessions, Sessions};
pub use unit_of_work::{ALWAYS_COMMITTED, CommitError, Conflict, UnitOfWork};
pub use users::{Direction, UserOrder, UserQuery, Users};

use std::error::Error;

/// Why a store call failed. The source has the details, for the log alone.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The store can't be reached, is saturated or has no schema yet: the same call may succeed later.
    #[error("the store is unavailable")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// The store can be reached but can't be used until an operator has changed something: the source says what.
    #[error("the store can't be used as it is")]
    Unusable(#[source] Box<dyn Error + Send + Sync>),
    /// The store holds or did something that the code does not expect: an operator must investigate.
    #[error("the store gave something unexpected")]
    Unexpected(#[source] Box<dyn Error + Send + Sync>),
    /// The store is in maintenance, and commits nothing until that ends.
    #[error("the store is in maintenance and accepts no changes: wait for its end, or run `tranche maintenance off`")]
    Maintenance,
    /// Competing changes won on every try; only `Work::run` returns this.
    #[error("competing changes won on every try")]
    Contended,
}
