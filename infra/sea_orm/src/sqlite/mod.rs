mod errors;
mod file;

pub(crate) use errors::{is_busy, is_unavailable};

use std::{path::PathBuf, time::Duration};

use application::StoreError;
use sea_orm::{
    DatabaseConnection,
    sqlx::{
        ConnectOptions, Connection, Sqlite,
        pool::PoolOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use thiserror::Error;
use tokio::sync::Mutex;

use crate::{Settings, errors::DEADLINE, figures};
use file::{DatabaseFile, FileIdentity};

/// The connections that read, where the settings don't say.
const READERS: u32 = 4;
/// How long SQLite waits for a lock that another process holds: as long as it may, so that a short backup fails no
/// write.
const BUSY_TIMEOUT: Duration = Duration::from_millis(3_500);

/// A database in a file.
///
/// SQLite has one writer at a time. Ours queue for one connection, in the order they came, so they never meet each
/// other's locks: only other processes make them wait. Readers neither block nor are blocked (WAL).
pub(crate) struct SqliteDatabase {
    file: DatabaseFile,
    max_readers: u32,
    acquire_timeout: Duration,
    open: Mutex<Option<OpenFile>>,
}

/// The connections to a database; clones share them.
#[derive(Clone)]
pub(crate) struct Pools {
    /// They can't write.
    pub(crate) readers: DatabaseConnection,
    /// A single one.
    pub(crate) writer: DatabaseConnection,
}

struct OpenFile {
    identity: FileIdentity,
    pools: Pools,
}

/// There is nothing at the path of the database.
#[derive(Debug, Error)]
#[error("the database file {0} does not exist")]
struct NoFile(PathBuf);

impl SqliteDatabase {
    pub(crate) fn new(path: PathBuf, settings: &Settings) -> Self {
        Self {
            file: DatabaseFile::new(path),
            max_readers: settings.max_connections.unwrap_or(READERS).max(1),
            acquire_timeout: settings.acquire_timeout,
            open: Mutex::new(None),
        }
    }

    /// The connections to the file that is at the path now.
    ///
    /// A file that was removed or replaced lives on for those who have it open: they would go on reading and
    /// acknowledge writes that nobody finds again. So every call looks, and the connections to another file than the
    /// present are closed.
    pub(crate) async fn pools(&self) -> Result<Pools, StoreError> {
        let identity = self.file.identity()?;
        let mut open = self.open.lock().await;
        if let Some(open) = open.as_ref().filter(|open| Some(open.identity) == identity) {
            return Ok(open.pools.clone());
        }
        if let Some(outdated) = open.take() {
            outdated.pools.close().await;
        }
        let Some(identity) = identity else {
            return Err(StoreError::Unavailable(NoFile(self.file.path().to_owned()).into()));
        };
        Ok(open.insert(OpenFile { identity, pools: self.open() }).pools.clone())
    }

    /// Tells how many connections there are; none while it is being opened, or before that.
    pub(crate) fn tell_connections(&self) {
        let open = self.open.try_lock();
        let Some(open) = open.as_deref().ok().and_then(Option::as_ref) else { return };
        figures::tell_pool("readers", open.pools.readers.get_sqlite_connection_pool());
        figures::tell_pool("writer", open.pools.writer.get_sqlite_connection_pool());
    }

    pub(crate) fn exists(&self) -> Result<bool, StoreError> {
        Ok(self.file.identity()?.is_some())
    }

    pub(crate) async fn create(&self) -> Result<(), StoreError> {
        self.file.create().await
    }

    /// Pools that connect when they are asked to.
    fn open(&self) -> Pools {
        let common = SqliteConnectOptions::new()
            .filename(self.file.path())
            .foreign_keys(true)
            // In WAL mode, `NORMAL` acknowledges a commit that a power cut takes back.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging();
        // The file keeps the mode, so one connection sets it: that takes a lock which SQLite does not wait for.
        let writer = common.clone().journal_mode(SqliteJournalMode::Wal);
        let reader = common.pragma("query_only", "ON");
        Pools { readers: pool(self.max_readers, self.acquire_timeout, reader), writer: pool(1, DEADLINE, writer) }
    }
}

impl Pools {
    async fn close(self) {
        for pool in [self.readers, self.writer] {
            // Closing tells no errors: a connection that fails to close is dropped.
            let _ = pool.close().await;
        }
    }
}

fn pool(connections: u32, acquire_timeout: Duration, options: SqliteConnectOptions) -> DatabaseConnection {
    PoolOptions::<Sqlite>::new()
        .max_connections(connections)
        .acquire_timeout(acquire_timeout)
        .idle_timeout(None)
        .max_lifetime(None)
        // It is asked whether it works when it comes back, and nothing happens to it after that.
        .test_before_acquire(false)
        // Where SQLite ends a transaction by itself (the disk is full, say), the driver goes on counting it as open,
        // and would begin the next one inside it, without the write lock: such a connection is replaced.
        .before_acquire(|connection, _| {
            Box::pin(async move {
                let is_usable = !connection.is_in_transaction();
                if is_usable {
                    figures::has_got();
                }
                Ok(is_usable)
            })
        })
        .after_connect(|_, _| {
            figures::has_got();
            Box::pin(async { Ok(()) })
        })
        .connect_lazy_with(options)
        .into()
}
