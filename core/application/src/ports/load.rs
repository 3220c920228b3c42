use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;
use thiserror::Error;

use super::{DeadLetter, StoreError};
use crate::{Change, StoredEvent};

/// Fills a store with the rows of a dump, as they are: with their ids, times and versions, and without recording events.
///
/// The store is in [maintenance](crate::Maintenance) meanwhile, since half of a dump is no state to work with.
#[async_trait]
pub trait Load: Interface {
    /// The most rows of one call.
    fn rows_at_once(&self) -> u16;

    /// Stores rows and the checkpoint, all or nothing. A row that is stored already is left as it is.
    ///
    /// # Errors
    /// [`LoadError`]: nothing was stored; except for [`LoadError::Store`], where everything may have been and the response
    /// was lost. Then load the same rows again.
    async fn load(&self, rows: Rows, checkpoint: &Checkpoint) -> Result<(), LoadError>;

    /// The checkpoint that was stored last; `None` if nothing is being loaded.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn checkpoint(&self) -> Result<Option<Checkpoint>, StoreError>;
}

/// How far a dump has been loaded, for the process that continues. The end of maintenance removes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint(pub String);

/// Rows of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    /// Inserts of aggregates, sessions or idempotency records.
    Inserts(Vec<Change>),
    /// Events.
    Events(Vec<StoredEvent>),
    /// Undelivered events, which are loaded as events too. They are delivered in the order in which they are loaded.
    Undelivered(Vec<Undelivered>),
    /// Dead letters, whose events are loaded as events too.
    DeadLetters(Vec<DeadLetter>),
}

/// An undelivered event, wherever it stands in the outbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Undelivered {
    /// The event.
    pub event: StoredEvent,
    /// Its number among the undelivered events of the dump, from 1: a store that orders them by a number of its own
    /// takes this one.
    pub number: u64,
    /// How often its delivery failed.
    pub attempts: u32,
    /// When it is due.
    pub due_at: Timestamp,
}

impl Rows {
    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Inserts(rows) => rows.len(),
            Self::Events(rows) => rows.len(),
            Self::Undelivered(rows) => rows.len(),
            Self::DeadLetters(rows) => rows.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Why rows were not loaded.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The store is not in maintenance.
    #[error("rows are loaded into a store in maintenance, and this one is not; run `tranche maintenance on`")]
    NotInMaintenance,
    /// There is another row under the key of one of these rows, or with its unique value.
    #[error("the store has another row in the place of {0}: it was not empty, or is being written by another program")]
    Taken(String),
    /// The rows are no inserts.
    #[error("only inserts can be loaded")]
    NoInsert,
    /// The store call failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
