mod errors;
mod file;

pub(crate) use errors::{is_busy, is_unavailable};

use std::{path::PathBuf, time::Duration};

use application::StoreError;
use sea_orm::{
    DatabaseConnection, DbBackend,
    sqlx::{
        self, ConnectOptions, Connection as _, Executor, Sqlite, SqliteConnection, SqlitePool,
        pool::PoolOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use thiserror::Error;
use tokio::sync::Mutex;

use crate::{
    Settings,
    connections::{Cause, Connections, Damage, Engine, Unfinished},
    errors::DEADLINE,
};
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
    pub(crate) readers: Connections<Sqlite>,
    /// A single one.
    pub(crate) writer: Connections<Sqlite>,
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
        if let Some(OpenFile { pools: outdated, .. }) = open.take() {
            outdated.readers.close();
            outdated.writer.close();
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
        open.pools.readers.tell("readers");
        open.pools.writer.tell("writer");
    }

    pub(crate) fn exists(&self) -> Result<bool, StoreError> {
        Ok(self.file.identity()?.is_some())
    }

    pub(crate) async fn create(&self) -> Result<(), StoreError> {
        self.file.create().await
    }

    /// A connection of SeaORM's own, for an upgrade of the schema.
    pub(crate) fn upgrader(&self) -> DatabaseConnection {
        let pool: SqlitePool =
            PoolOptions::new().max_connections(1).acquire_timeout(DEADLINE).connect_lazy_with(self.writing());
        pool.into()
    }

    fn open(&self) -> Pools {
        Pools {
            readers: Connections::new(self.max_readers, self.acquire_timeout, self.reading(), self.name()),
            writer: Connections::new(1, DEADLINE, self.writing(), self.name()),
        }
    }

    /// How errors call the database.
    fn name(&self) -> String {
        format!("the SQLite file {}", self.file.path().display())
    }

    fn reading(&self) -> SqliteConnectOptions {
        self.options().pragma("query_only", "ON")
    }

    fn writing(&self) -> SqliteConnectOptions {
        // The file keeps the mode, so one connection sets it: that takes a lock which SQLite does not wait for.
        self.options().journal_mode(SqliteJournalMode::Wal)
    }

    fn options(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(self.file.path())
            .foreign_keys(true)
            // In WAL mode, `NORMAL` acknowledges a commit that a power cut takes back.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging()
    }
}

impl Engine for Sqlite {
    const BACKEND: DbBackend = DbBackend::Sqlite;
    const HAS_SERVER: bool = false;
    const BEGIN: &'static str = "BEGIN IMMEDIATE";
    // A statement that was given up goes on, and waits for locks.
    const CLEAN_WITHIN: Duration = DEADLINE;

    fn refuses_for_a_moment(_: &sqlx::Error) -> bool {
        false
    }

    fn damage(_: &sqlx::Error) -> Damage {
        Damage::None
    }

    async fn check_database(_: &mut SqliteConnection) -> Result<(), Cause> {
        Ok(())
    }

    /// Nothing happens to a connection in this process while nobody uses it.
    async fn damage_of_rest(_: &mut SqliteConnection, _: Duration, _: Duration) -> Damage {
        Damage::None
    }

    /// It fails where SQLite ended the transaction by itself (the disk is full, say), or never began it.
    async fn clean(connection: &mut SqliteConnection, unfinished: Unfinished) -> Result<(), sqlx::Error> {
        match unfinished {
            Unfinished::Call => connection.ping().await,
            Unfinished::Transaction | Unfinished::End => connection.execute("ROLLBACK").await.map(drop),
        }
    }

    async fn close(_: SqliteConnection) {}
}
