//! The kinds of rows that are no aggregates with a repository.

use std::time::Duration;

use async_trait::async_trait;
use domain::Session;
use serde_json::Value;

use super::{
    aggregate,
    forms::{DeadLetterForm, EventForm, IdempotencyForm, UndeliveredForm},
    kind::{Item, Kind, Row, RowPage},
};
use crate::{
    Cursor, DeadLetter, Dump, DumpPage, IdempotencyRecord, IdempotencyWrite, Outbox, OutboxPosition, Persistence,
    StoreError, StoredEvent, Undelivered,
};

/// The sessions.
pub(super) struct Sessions;

#[async_trait]
impl Kind for Sessions {
    fn name(&self) -> &'static str {
        "sessions"
    }

    async fn page(&self, store: &dyn Persistence, after: Option<&Cursor>, limit: u16) -> Result<RowPage, StoreError> {
        let dump: &dyn Dump = store.resolve_ref();
        page(dump.sessions(after, limit).await?, session)
    }

    fn parse(&self, form: Value) -> Result<Item, serde_json::Error> {
        session(serde_json::from_value(form)?)
    }
}

fn session(session: Session) -> Result<Item, serde_json::Error> {
    let expires_at = Some(session.expires_at());
    Ok(Item { expires_at, ..aggregate::item(session)? })
}

/// The idempotency records.
pub(super) struct IdempotencyRecords;

#[async_trait]
impl Kind for IdempotencyRecords {
    fn name(&self) -> &'static str {
        "idempotencyRecords"
    }

    async fn page(&self, store: &dyn Persistence, after: Option<&Cursor>, limit: u16) -> Result<RowPage, StoreError> {
        let dump: &dyn Dump = store.resolve_ref();
        page(dump.idempotency_records(after, limit).await?, record)
    }

    fn parse(&self, form: Value) -> Result<Item, serde_json::Error> {
        record(serde_json::from_value::<IdempotencyForm>(form)?.try_into()?)
    }
}

fn record(record: IdempotencyRecord) -> Result<Item, serde_json::Error> {
    let scope = &record.scope;
    Ok(Item {
        key: format!("{} {} {}", scope.user, scope.operation.as_str(), scope.key.as_str()),
        text: serde_json::to_string(&IdempotencyForm::from(&record))?,
        expires_at: Some(record.expires_at),
        // Whatever is stored in its scope counts as valid.
        row: Row::Insert(IdempotencyWrite { now: record.expires_at.before(Duration::MAX), record }.into()),
    })
}

/// The events.
pub(super) struct Events;

#[async_trait]
impl Kind for Events {
    fn name(&self) -> &'static str {
        "events"
    }

    async fn page(&self, store: &dyn Persistence, after: Option<&Cursor>, limit: u16) -> Result<RowPage, StoreError> {
        let dump: &dyn Dump = store.resolve_ref();
        page(dump.events(after, limit).await?, event)
    }

    fn parse(&self, form: Value) -> Result<Item, serde_json::Error> {
        event(serde_json::from_value::<EventForm>(form)?.try_into()?)
    }
}

fn event(event: StoredEvent) -> Result<Item, serde_json::Error> {
    let text = serde_json::to_string(&EventForm::from(&event))?;
    Ok(Item { key: event.id.to_string(), text, row: Row::Event(event), expires_at: None })
}

/// The undelivered events, in their order.
pub(super) struct UndeliveredEvents;

#[async_trait]
impl Kind for UndeliveredEvents {
    fn name(&self) -> &'static str {
        "outbox"
    }

    async fn page(&self, store: &dyn Persistence, after: Option<&Cursor>, limit: u16) -> Result<RowPage, StoreError> {
        let outbox: &dyn Outbox = store.resolve_ref();
        let after = after.map(|after| OutboxPosition(after.0.clone()));
        let pending = outbox.pending(after.as_ref(), limit).await?;
        let last = pending.last().filter(|_| pending.len() >= usize::from(limit));
        let next = last.map(|last| Cursor(last.position.0.clone()));
        let entry = |entry: crate::PendingEvent| Undelivered {
            event: entry.event,
            number: 0,
            attempts: entry.attempts,
            due_at: entry.due_at,
        };
        page(DumpPage { rows: pending.into_iter().map(entry).collect(), next }, undelivered)
    }

    fn parse(&self, form: Value) -> Result<Item, serde_json::Error> {
        undelivered(serde_json::from_value::<UndeliveredForm>(form)?.try_into()?)
    }
}

fn undelivered(entry: Undelivered) -> Result<Item, serde_json::Error> {
    let text = serde_json::to_string(&UndeliveredForm::from(&entry))?;
    Ok(Item { key: entry.event.id.to_string(), text, row: Row::Undelivered(entry), expires_at: None })
}

/// The dead letters.
pub(super) struct DeadLetters;

#[async_trait]
impl Kind for DeadLetters {
    fn name(&self) -> &'static str {
        "deadLetters"
    }

    async fn page(&self, store: &dyn Persistence, after: Option<&Cursor>, limit: u16) -> Result<RowPage, StoreError> {
        let letters: &dyn crate::DeadLetters = store.resolve_ref();
        let rows = letters.list(after.and_then(|after| after.0.parse().ok()), limit).await?;
        let last = rows.last().filter(|_| rows.len() >= usize::from(limit));
        let next = last.map(|last| Cursor(last.event.id.to_string()));
        page(DumpPage { rows, next }, dead_letter)
    }

    fn parse(&self, form: Value) -> Result<Item, serde_json::Error> {
        dead_letter(serde_json::from_value::<DeadLetterForm>(form)?.try_into()?)
    }
}

fn dead_letter(letter: DeadLetter) -> Result<Item, serde_json::Error> {
    let text = serde_json::to_string(&DeadLetterForm::from(&letter))?;
    Ok(Item { key: letter.event.id.to_string(), text, row: Row::DeadLetter(letter), expires_at: None })
}

fn page<T>(
    DumpPage { rows, next }: DumpPage<T>,
    item: impl Fn(T) -> Result<Item, serde_json::Error>,
) -> Result<RowPage, StoreError> {
    let items = rows.into_iter().map(item).collect::<Result<_, _>>();
    Ok(RowPage { items: items.map_err(|error| StoreError::Unexpected(error.into()))?, next })
}
