mod connections;
mod engine;
mod file;
mod held;
mod identity;
mod refusals;
pub(crate) mod url;
mod wal;
mod writer;

use std::{path::PathBuf, sync::Arc, time::Duration};

use application::{CommitError, StoreError, WriteAccess};
use async_trait::async_trait;
use sea_orm::DatabaseConnection;

use crate::{commits::Work, connections::Connection, database::Database, settings::Settings, store_metrics};
use connections::SqliteConnections;
use file::DatabaseFile;
use writer::Writer;

/// A database in a file.
///
/// SQLite has one writer at a time. Ours queue for one connection, in order of arrival, so they never meet each other's
/// locks: they only wait for other processes. Readers neither block nor are blocked (WAL).
pub(crate) struct SqliteDatabase {
    file: DatabaseFile,
    connections: Arc<SqliteConnections>,
    writer: Writer,
}

impl SqliteDatabase {
    /// The database at `path`, whose commits run on the runtime of the caller.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub(crate) fn new(path: PathBuf, settings: &Settings) -> Self {
        let file = DatabaseFile::new(path);
        let connections = Arc::new(SqliteConnections::new(file.clone(), settings));
        let writer = Writer::start(&connections);
        Self { file, connections, writer }
    }
}

#[async_trait]
impl Database for SqliteDatabase {
    async fn reader(&self) -> Result<Connection, StoreError> {
        store_metrics::with_wait_recorded(self.connections.take_reader()).await
    }

    async fn writer(&self) -> Result<Connection, StoreError> {
        store_metrics::with_wait_recorded(self.connections.take_writer()).await
    }

    async fn commit(&self, work: Work) -> Result<(), CommitError> {
        self.writer.commit(work).await
    }

    /// They had ended before the caller wrote: there is one writer at a time, in all processes.
    async fn wait_for_commits(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn record_connections(&self) {
        self.connections.record();
    }

    /// There is no server that would drop idle connections.
    fn close_unused(&self) {}

    fn exists(&self) -> Result<bool, StoreError> {
        self.file.exists()
    }

    async fn create(&self) -> Result<(), StoreError> {
        self.file.create().await
    }

    async fn write_access(&self) -> Result<WriteAccess, StoreError> {
        if !self.exists()? {
            return Err(self.file.absence());
        }
        Ok(self.file.refusal_of_writes().map_or(WriteAccess::Granted, WriteAccess::Refused))
    }

    /// A concurrent migration may prevent a connection from being opened.
    fn is_lost_without_connection(&self) -> bool {
        false
    }

    async fn migration_connection(&self) -> Result<DatabaseConnection, StoreError> {
        self.connections.migration_connection().await
    }

    fn location(&self) -> String {
        format!("the database file {}", self.file.path().display())
    }

    /// SQLite's write lock excludes all others; the caller waits for it by retrying.
    fn migration_preamble(&self, _: Duration) -> Vec<String> {
        Vec::new()
    }
}
