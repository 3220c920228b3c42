use async_trait::async_trait;
use domain::Session;
use shaku::Interface;

use super::StoreError;
use crate::{IdempotencyRecord, StoredEvent};

/// Reads what no other port lists completely, for dumps. Aggregates with a [`Repository`](crate::Repository) are listed
/// by it, and what is undelivered by the [`Outbox`](crate::Outbox).
///
/// Each method returns a page of about `limit` rows after a cursor, in an order of the store's own, and the cursor of the
/// next page; without one, there is no further page. Every row that nothing changes meanwhile is in exactly one page. A
/// cursor stays valid, for every process.
#[async_trait]
pub trait Dump: Interface {
    /// The sessions, expired or not.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn sessions(&self, after: Option<&Cursor>, limit: u16) -> Result<DumpPage<Session>, StoreError>;

    /// The idempotency records, expired or not.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn idempotency_records(
        &self,
        after: Option<&Cursor>,
        limit: u16,
    ) -> Result<DumpPage<IdempotencyRecord>, StoreError>;

    /// The events.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn events(&self, after: Option<&Cursor>, limit: u16) -> Result<DumpPage<StoredEvent>, StoreError>;
}

/// A position in the rows of one kind, opaque, as the store returned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub String);

/// Some rows of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct DumpPage<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; `None` after the last one.
    pub next: Option<Cursor>,
}
