use std::sync::Arc;

use domain::Timestamp;
use futures_util::future::join;
use serde::{Deserialize, Serialize};

use super::{
    error::TransferError,
    kind::{Item, Row},
    kinds::kinds,
    retries::retried,
    source::{Source, SourcePage, StoreSource},
};
use crate::{Checkpoint, Cursor, Load, Persistence, Rows, StoreError, Undelivered};

/// How far a store has been filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loading {
    /// What names the source, and the moment of its rows.
    source: String,
    /// The kind of the next rows, and the cursor of those in a store.
    kind: usize,
    after: Option<String>,
    /// The rows that were loaded.
    rows: u64,
    /// Those of the kind.
    of_kind: u64,
}

impl Loading {
    /// How far `target` has been filled from `source`; not at all, if it is empty.
    ///
    /// # Errors
    /// [`TransferError::NotEmpty`], [`TransferError::OtherLoad`], [`TransferError::UnknownCheckpoint`] and
    /// [`TransferError::Store`].
    pub async fn of(target: &Arc<dyn Persistence>, source: &str) -> Result<Self, TransferError> {
        let load: &dyn Load = target.resolve_ref();
        let Some(checkpoint) = load.checkpoint().await? else {
            return match first_kind(target).await? {
                Some(kind) => Err(TransferError::NotEmpty(kind)),
                None => Ok(Self { source: source.to_owned(), kind: 0, after: None, rows: 0, of_kind: 0 }),
            };
        };
        let loading: Self = serde_json::from_str(&checkpoint.0).map_err(|_| TransferError::UnknownCheckpoint)?;
        if loading.source == source { Ok(loading) } else { Err(TransferError::OtherLoad { found: loading.source }) }
    }

    /// The number of rows that were loaded.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The rows of a store that were not loaded yet.
    #[must_use]
    pub fn rest(&self, source: StoreSource) -> StoreSource {
        source.from((self.kind, self.after.clone().map(Cursor)))
    }

    /// Moves behind these rows, and returns them as they are loaded.
    fn advance(&mut self, page: SourcePage) -> Rows {
        let SourcePage { kind, items, resume: (next, after) } = page;
        if kind != self.kind {
            self.of_kind = 0;
        }
        let rows = rows(items, self.of_kind);
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        self.rows += count;
        self.of_kind = if next == kind { self.of_kind + count } else { 0 };
        (self.kind, self.after) = (next, after.map(|after| after.0));
        rows
    }
}

/// Loads all rows of a source, with a checkpoint in the same commit as each part, and reports the number of rows that
/// are loaded. The end of maintenance, once the rows have been compared, removes the checkpoint.
///
/// # Errors
/// [`TransferError::Load`], [`TransferError::Store`] and [`TransferError::Dump`]: call it again with the loading that the
/// target then has.
pub async fn load_all(
    source: &mut dyn Source,
    target: &dyn Load,
    mut loading: Loading,
    report: &(dyn Fn(u64) + Sync),
) -> Result<Loading, TransferError> {
    let mut page = source.next().await?;
    while let Some(present) = page {
        let rows = loading.advance(present);
        let checkpoint =
            Checkpoint(serde_json::to_string(&loading).map_err(|error| StoreError::Unexpected(error.into()))?);
        // The next rows are read meanwhile.
        let (loaded, next) = join(retried(|| target.load(rows.clone(), &checkpoint)), source.next()).await;
        loaded?;
        report(loading.rows);
        page = next?;
    }
    Ok(loading)
}

/// The rows of these items, which are of one kind and follow `before` others of it.
fn rows(items: Vec<Item>, before: u64) -> Rows {
    let (mut inserts, mut events, mut undelivered, mut letters) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for item in items {
        match item.row {
            Row::Insert(insert) => inserts.push(insert),
            Row::Event(event) => events.push(event),
            Row::Undelivered(entry) => {
                let position = u64::try_from(undelivered.len()).unwrap_or(u64::MAX);
                undelivered.push(Undelivered { number: before + position + 1, ..entry });
            }
            Row::DeadLetter(letter) => letters.push(letter),
        }
    }
    if !events.is_empty() {
        Rows::Events(events)
    } else if !undelivered.is_empty() {
        Rows::Undelivered(undelivered)
    } else if !letters.is_empty() {
        Rows::DeadLetters(letters)
    } else {
        Rows::Inserts(inserts)
    }
}

/// The name of the first kind that a store has rows of.
///
/// # Errors
/// [`TransferError::Store`].
pub async fn first_kind(store: &Arc<dyn Persistence>) -> Result<Option<&'static str>, TransferError> {
    let kinds = kinds();
    let mut all = StoreSource::new(Arc::clone(store), Timestamp::from_unix_millis(0).unwrap_or(Timestamp::MAX), 1);
    while let Some(page) = all.next().await? {
        if !page.items.is_empty() {
            return Ok(kinds.get(page.kind).map(|kind| kind.name()));
        }
    }
    Ok(None)
}
