use async_trait::async_trait;
use domain::Timestamp;
use serde_json::Value;

use crate::{Change, Cursor, DeadLetter, Persistence, StoreError, StoredEvent, Undelivered};

/// A kind of rows: how they are read from a store, and from a dump.
#[async_trait]
pub trait Kind: Send + Sync {
    /// The name in dumps.
    fn name(&self) -> &'static str;

    /// Some rows after a cursor.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn page(&self, store: &dyn Persistence, after: Option<&Cursor>, limit: u16) -> Result<RowPage, StoreError>;

    /// The row of a dump.
    ///
    /// # Errors
    /// The domain does not accept it.
    fn parse(&self, form: Value) -> Result<Item, serde_json::Error>;
}

/// Some rows of one kind, and where the next page begins; without a cursor, there is none.
pub struct RowPage {
    pub(super) items: Vec<Item>,
    pub(super) next: Option<Cursor>,
}

/// A row, with its form in dumps.
#[derive(Clone, Debug)]
pub struct Item {
    /// What names it among those of its kind.
    pub(super) key: String,
    /// The form, as text: equal rows have equal texts.
    pub(super) text: String,
    pub(super) row: Row,
    /// When nothing reads it any more.
    pub(super) expires_at: Option<Timestamp>,
}

/// A row.
#[derive(Clone, Debug)]
pub(super) enum Row {
    Insert(Change),
    Event(StoredEvent),
    Undelivered(Undelivered),
    DeadLetter(DeadLetter),
}
