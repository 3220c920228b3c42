use std::{io::BufRead, sync::Arc};

use async_trait::async_trait;
use domain::Timestamp;

use super::{
    dump_file::DumpReader,
    error::TransferError,
    kind::{Item, Kind, RowPage},
    kinds::kinds,
    retries::retried,
};
use crate::{Cursor, Persistence};

/// Rows, kind after kind, to be read once.
#[async_trait]
pub trait Source: Send {
    /// The next rows; `None` after the last.
    ///
    /// # Errors
    /// [`TransferError::Store`] and [`TransferError::Dump`].
    async fn next(&mut self) -> Result<Option<SourcePage>, TransferError>;
}

/// Some rows of one kind.
pub struct SourcePage {
    /// The index of the kind in [`kinds`].
    pub(super) kind: usize,
    pub(super) items: Vec<Item>,
    /// The kind and the cursor of the rows after these.
    pub(super) resume: (usize, Option<Cursor>),
}

/// The rows of a store that is in maintenance.
///
/// Sessions and idempotency records that were expired by then are left out: nothing reads them, and stores remove them
/// at any time.
pub struct StoreSource {
    store: Arc<dyn Persistence>,
    as_of: Timestamp,
    limit: u16,
    position: (usize, Option<Cursor>),
    kinds: Vec<&'static dyn Kind>,
}

impl StoreSource {
    /// All rows of `store` but those that were expired at `as_of`, about `limit` at a time.
    #[must_use]
    pub fn new(store: Arc<dyn Persistence>, as_of: Timestamp, limit: u16) -> Self {
        Self { store, as_of, limit, position: (0, None), kinds: kinds() }
    }

    /// The rows from a position on.
    pub(super) fn from(mut self, position: (usize, Option<Cursor>)) -> Self {
        self.position = position;
        self
    }
}

#[async_trait]
impl Source for StoreSource {
    async fn next(&mut self) -> Result<Option<SourcePage>, TransferError> {
        let (kind, after) = &self.position;
        let kind = *kind;
        let Some(of_kind) = self.kinds.get(kind) else { return Ok(None) };
        let RowPage { mut items, next } = retried(|| of_kind.page(&*self.store, after.as_ref(), self.limit)).await?;
        items.retain(|item| item.expires_at.is_none_or(|expires_at| self.as_of < expires_at));
        self.position = match next {
            Some(next) => (kind, Some(next)),
            None => (kind + 1, None),
        };
        Ok(Some(SourcePage { kind, items, resume: self.position.clone() }))
    }
}

/// The rows of a dump.
pub struct FileSource<R> {
    reader: DumpReader<R>,
    limit: u16,
    /// The row that ended the last page, since it is of another kind.
    read_ahead: Option<(usize, Item)>,
}

impl<R: BufRead> FileSource<R> {
    /// The rows of a dump, `limit` at a time.
    pub const fn new(reader: DumpReader<R>, limit: u16) -> Self {
        Self { reader, limit, read_ahead: None }
    }

    /// Reads this many rows without returning them.
    ///
    /// # Errors
    /// [`TransferError::Dump`].
    pub fn skip(&mut self, rows: u64) -> Result<(), TransferError> {
        for _ in 0..rows {
            self.reader.next_row()?;
        }
        Ok(())
    }
}

#[async_trait]
impl<R: BufRead + Send> Source for FileSource<R> {
    async fn next(&mut self) -> Result<Option<SourcePage>, TransferError> {
        let first = match self.read_ahead.take() {
            Some(first) => Some(first),
            None => self.reader.next_row()?,
        };
        let Some((kind, first)) = first else { return Ok(None) };
        let mut items = vec![first];
        while items.len() < usize::from(self.limit) {
            match self.reader.next_row()? {
                Some((same, item)) if same == kind => items.push(item),
                other => {
                    self.read_ahead = other;
                    break;
                }
            }
        }
        Ok(Some(SourcePage { kind, items, resume: (kind, None) }))
    }
}
