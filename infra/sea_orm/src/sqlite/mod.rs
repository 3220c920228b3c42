mod file;
mod held;
mod identity;
mod queue;
mod refusals;
mod wal;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use application::{CommitError, StoreError, WriteAccess};
use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend,
    sqlx::{
        self, ConnectOptions, Connection as _, Executor, Sqlite, SqliteConnection, SqlitePool,
        pool::PoolOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use tokio::sync::Mutex;

use crate::{
    commits::Work,
    connections::{Cause, Connection, Connections, Damage, Engine, NoConnection, Transaction, Unfinished},
    database::Database,
    deadline::DEADLINE,
    errors::{sqlite as errors, sqlx_error, store_error},
    figures,
    settings::Settings,
};
use file::DatabaseFile;
use identity::FileIdentity;
use queue::CommitQueue;
use refusals::CannotOpen;

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
    state: Mutex<State>,
    /// Where commits wait for the one connection that writes.
    queue: CommitQueue,
}

/// The connections to a database; clones share them.
#[derive(Clone)]
pub(crate) struct Pools {
    /// They can't write.
    pub(crate) readers: Connections<Sqlite>,
    /// A single one.
    pub(crate) writer: Connections<Sqlite>,
}

/// What is open.
#[derive(Default)]
struct State {
    open: Option<OpenFile>,
    /// What was open, until another file is.
    closed: Option<SeenFile>,
}

struct OpenFile {
    seen: SeenFile,
    /// The path of the log.
    wal: PathBuf,
    /// Whether SQLite opened the log's index for reading alone, which all connections of a process share: it stays so until
    /// the last of them is closed.
    reads_only: bool,
    pools: Pools,
}

/// A file that was open, and the log beside it.
#[derive(Clone, Copy)]
struct SeenFile {
    identity: FileIdentity,
    wal: Option<FileIdentity>,
}

impl OpenFile {
    /// Remembers the log as soon as there is one: it stays the same for as long as a connection is open.
    fn see_wal(&mut self) {
        if self.seen.wal.is_none() {
            self.seen.wal = FileIdentity::at(&self.wal);
        }
    }
}

impl Pools {
    /// Whether a transaction that writes can begin.
    async fn take_writes(&self) -> bool {
        let Ok(writer) = self.writer.take().await else { return false };
        match Transaction::begin(writer).await {
            Ok(transaction) => transaction.roll_back().await.is_ok(),
            Err(_) => false,
        }
    }
}

impl SqliteDatabase {
    pub(crate) fn new(path: PathBuf, settings: &Settings) -> Self {
        Self {
            file: DatabaseFile::new(path),
            max_readers: settings.max_connections.unwrap_or(READERS).max(1),
            acquire_timeout: settings.acquire_timeout,
            state: Mutex::default(),
            queue: CommitQueue::default(),
        }
    }

    /// The connections to the file that is at the path now.
    ///
    /// A file that was removed or replaced lives on for those who have it open: they would go on reading and
    /// acknowledge writes that nobody finds again. So every call looks, and the connections to another file than the
    /// present are closed; SQLite then leaves the log beside it alone. A new file is not opened while that log is there.
    /// A file that could not be written when it was opened is opened anew once it can be.
    pub(crate) async fn pools(&self) -> Result<Pools, StoreError> {
        let identity = self.file.identity()?;
        let mut state = self.state.lock().await;
        let is_outdated = |open: &&mut OpenFile| open.reads_only && self.file.refusal_of_writes().is_none();
        let present = state.open.as_mut().filter(|open| Some(open.seen.identity) == identity);
        let was_read_only = present.as_ref().is_some_and(is_outdated);
        if let Some(open) = present.filter(|open| !is_outdated(open)) {
            open.see_wal();
            return Ok(open.pools.clone());
        }
        // In a box: this is rare, and would make every call as large.
        Box::pin(self.open_anew(&mut state, identity, was_read_only)).await
    }

    /// Closes what is open, and opens the file that is at the path now.
    async fn open_anew(
        &self,
        state: &mut State,
        identity: Option<FileIdentity>,
        was_read_only: bool,
    ) -> Result<Pools, StoreError> {
        if let Some(OpenFile { seen, pools: outdated, .. }) = state.open.take() {
            outdated.readers.close();
            outdated.writer.close();
            state.closed = Some(seen);
        }
        let Some(identity) = identity else { return Err(self.file.absence()) };
        if let Some(closed) = state.closed.filter(|closed| closed.identity != identity) {
            self.file.refuse_left_behind(closed.wal)?;
        }
        self.file.inspect().await?;
        state.closed = None;
        let (wal, pools) = (self.file.wal(), self.open());
        // The first read lets SQLite open the log, which stays for as long as one connection does.
        let reader = pools.readers.take().await.map_err(|error| self.explained(error))?;
        reader.execute_unprepared("PRAGMA schema_version").await.map_err(|error| {
            let cannot_open = sqlx_error(&error).is_some_and(|error| errors::cannot_open(error));
            if cannot_open { self.cannot_open() } else { store_error(error) }
        })?;
        let seen = SeenFile { identity, wal: FileIdentity::at(&wal) };
        let reads_only = self.file.refusal_of_writes().is_some() || (was_read_only && !pools.take_writes().await);
        Ok(state.open.insert(OpenFile { seen, wal, reads_only, pools }).pools.clone())
    }

    /// Remembers which log is beside the file: the first connection that writes makes it.
    async fn see_wal(&self) {
        if let Some(open) = self.state.lock().await.open.as_mut() {
            open.see_wal();
        }
    }

    /// The connection that writes.
    async fn take_writer(&self) -> Result<Connection, StoreError> {
        let writer = self.pools().await?.writer.take().await.map_err(|error| self.explained(error))?;
        self.see_wal().await;
        Ok(writer)
    }

    /// The error of a connection that was not opened, with what the system says where SQLite does not.
    fn explained(&self, error: NoConnection) -> StoreError {
        match error.cause() {
            Cause::Refused(cause) if errors::cannot_open(cause) => self.cannot_open(),
            _ => error.into(),
        }
    }

    /// The path of the file.
    fn path(&self) -> &Path {
        self.file.path()
    }

    fn cannot_open(&self) -> StoreError {
        StoreError::Unavailable(CannotOpen(self.path().to_owned(), self.file.obstacle()).into())
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

#[async_trait]
impl Database for SqliteDatabase {
    async fn reader(&self) -> Result<Connection, StoreError> {
        figures::with_wait_told(async {
            self.pools().await?.readers.take().await.map_err(|error| self.explained(error))
        })
        .await
    }

    async fn writer(&self) -> Result<Connection, StoreError> {
        figures::with_wait_told(self.take_writer()).await
    }

    async fn commit(self: Arc<Self>, work: Work) -> Result<(), CommitError> {
        CommitQueue::commit(self, work).await
    }

    /// None while the file is being opened, or before that.
    fn tell_connections(&self) {
        let state = self.state.try_lock();
        let Some(open) = state.as_deref().ok().and_then(|state| state.open.as_ref()) else { return };
        open.pools.readers.tell("readers");
        open.pools.writer.tell("writer");
    }

    /// There is no server that would forget them.
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

    /// Another one that upgrades may hinder a connection from being made.
    fn is_lost_without_connection(&self) -> bool {
        false
    }

    async fn upgrader(&self) -> Result<DatabaseConnection, StoreError> {
        // Looks at the file first.
        self.pools().await?;
        let pool: SqlitePool =
            PoolOptions::new().max_connections(1).acquire_timeout(DEADLINE).connect_lazy_with(self.writing());
        Ok(pool.into())
    }

    fn location(&self) -> String {
        format!("the database file {}", self.path().display())
    }

    /// Its write lock excludes all others, and it is waited for by trying again.
    fn upgrade_preamble(&self, _: Duration) -> Vec<String> {
        Vec::new()
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

    fn damage(error: &sqlx::Error) -> Damage {
        if errors::spoils_connection(error) { Damage::Connection } else { Damage::None }
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
