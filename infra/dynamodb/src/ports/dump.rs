use std::sync::Arc;

use application::{Cursor, Dump, DumpPage, IdempotencyRecord, StoreError, StoredEvent};
use async_trait::async_trait;
use domain::Session;
use shaku::Component;
use thiserror::Error;

use crate::{
    database::Database,
    errors::within_deadline,
    items::{self, Fields, Item},
    keys::{EVENTS, IDEMPOTENCY_RECORDS, Key, SESSION_ITEMS},
    stored::Stored,
};

#[derive(Component)]
#[shaku(interface = Dump)]
pub(super) struct DynamoDbDump {
    database: Arc<Database>,
}

/// The table is scanned: the index would find the same items, and is a little behind.
#[async_trait]
impl Dump for DynamoDbDump {
    async fn sessions(&self, after: Option<&Cursor>, limit: u16) -> Result<DumpPage<Session>, StoreError> {
        self.scan(SESSION_ITEMS, after, limit, Session::read).await
    }

    async fn idempotency_records(
        &self,
        after: Option<&Cursor>,
        limit: u16,
    ) -> Result<DumpPage<IdempotencyRecord>, StoreError> {
        let read = |item| {
            let fields = Fields::of("idempotency_records", item);
            let scope = fields.key()?.idempotency_scope().ok_or_else(|| fields.corrupt("pk", "it names no scope"))?;
            items::idempotency_records::record(&fields, &scope)
        };
        self.scan(IDEMPOTENCY_RECORDS, after, limit, read).await
    }

    async fn events(&self, after: Option<&Cursor>, limit: u16) -> Result<DumpPage<StoredEvent>, StoreError> {
        self.scan(EVENTS, after, limit, items::events::event).await
    }
}

/// A cursor that this store never returned.
#[derive(Debug, Error)]
#[error("there is no such position in the table")]
struct UnknownCursor;

impl DynamoDbDump {
    /// The items after `after` whose partitions have this prefix. A cursor is the key of an item.
    async fn scan<T>(
        &self,
        prefix: &str,
        after: Option<&Cursor>,
        limit: u16,
        read: impl Fn(Item) -> Result<T, StoreError>,
    ) -> Result<DumpPage<T>, StoreError> {
        let unknown = || StoreError::Unexpected(UnknownCursor.into());
        let after = after.map(|after| Key::from_text(&after.0).ok_or_else(unknown)).transpose()?;
        within_deadline(async {
            let (items, next) = self.database.scan(prefix, after, limit.into()).await?;
            let rows = items.into_iter().map(read).collect::<Result<_, _>>()?;
            Ok(DumpPage { rows, next: next.map(|key| Cursor(key.to_text())) })
        })
        .await
    }
}
