mod attempts;
mod clock;
mod events;
mod housekeeping;
mod ids;
mod passwords;
mod schema;
mod session_tokens;
mod sessions;
mod unit_of_work;
mod users;

pub use attempts::{Allowance, Attempts, AttemptsKey, AttemptsMade, Settlement};
pub use clock::Clock;
pub use events::{EventFilter, EventPosition, Events};
pub use housekeeping::Housekeeping;
pub use ids::Ids;
pub use passwords::{HashingError, Passwords, Verdict};
pub use schema::{MigrationState, Schema};
pub use session_tokens::{MintedSecret, SessionClaims, SessionTokens};
pub use sessions::{LiveSessions, Sessions};
pub use unit_of_work::{CommitError, Conflict, UniqueValue, UnitOfWork};
pub use users::{Direction, UserOrder, UserPosition, UserQuery, Users};

use std::error::Error;

/// Why a store did not answer. The source says more, to the log alone.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The store can't be reached, is saturated or has no schema yet: the same call may succeed later.
    #[error("the store is unavailable")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// The store holds or did something that the code does not expect: somebody must look.
    #[error("the store gave something unexpected")]
    Broken(#[source] Box<dyn Error + Send + Sync>),
}
