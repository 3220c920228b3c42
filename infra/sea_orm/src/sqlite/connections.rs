use std::{path::PathBuf, time::Duration};

use application::StoreError;
use sea_orm::{
    ConnectionTrait, DatabaseConnection,
    sqlx::{
        ConnectOptions, Sqlite, SqlitePool,
        pool::PoolOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use tokio::sync::Mutex;

use super::{file::DatabaseFile, identity::FileIdentity, refusals::CannotOpen};
use crate::{
    connections::{Cause, Connection, Connections, NoConnection, Transaction},
    deadline::DEADLINE,
    errors::{sqlite as errors, sqlx_error, store_error},
    settings::Settings,
};

/// The default limit of connections for reads.
const READERS: u32 = 4;
/// How long SQLite waits for a lock of another process: almost as long as the timeout of a call, so that a short backup
/// fails no write.
const BUSY_TIMEOUT: Duration = Duration::from_millis(3_500);

/// The connections to the file that is at a path, whichever file that is at the time.
pub(super) struct SqliteConnections {
    file: DatabaseFile,
    max_readers: u32,
    acquire_timeout: Duration,
    state: Mutex<State>,
}

/// The connections to a database; clones share them.
#[derive(Clone)]
pub(super) struct Pools {
    /// They can't write.
    pub(super) readers: Connections<Sqlite>,
    /// It has a single connection.
    pub(super) writer: Connections<Sqlite>,
}

/// The open and the last closed file.
#[derive(Default)]
struct State {
    open: Option<OpenFile>,
    /// The file that was open before, until another one is.
    closed: Option<SeenFile>,
}

struct OpenFile {
    seen: SeenFile,
    /// The path of the log.
    wal: PathBuf,
    /// Whether SQLite opened the log's index read-only. All connections of a process share the index, so it stays so
    /// until the last of them is closed.
    reads_only: bool,
    pools: Pools,
}

/// The identity of a file that was open, and of the log beside it.
#[derive(Clone, Copy)]
struct SeenFile {
    identity: FileIdentity,
    wal: Option<FileIdentity>,
}

impl OpenFile {
    /// Records the log as soon as it exists: it stays the same as long as a connection is open.
    fn see_wal(&mut self) {
        if self.seen.wal.is_none() {
            self.seen.wal = FileIdentity::at(&self.wal);
        }
    }
}

impl Pools {
    /// Whether a write transaction can begin.
    async fn take_writes(&self) -> bool {
        let Ok(writer) = self.writer.take().await else { return false };
        match Transaction::begin(writer).await {
            Ok(transaction) => transaction.roll_back().await.is_ok(),
            Err(_) => false,
        }
    }
}

impl SqliteConnections {
    pub(super) fn new(file: DatabaseFile, settings: &Settings) -> Self {
        Self {
            file,
            max_readers: settings.max_connections.unwrap_or(READERS).max(1),
            acquire_timeout: settings.acquire_timeout,
            state: Mutex::default(),
        }
    }

    /// The connections to the file that is at the path now.
    ///
    /// A file that was removed or replaced still exists for the processes that have it open: they would continue to
    /// read it and acknowledge writes that are lost. So every call checks the path, and connections to another file
    /// than the present one are closed; SQLite then leaves the log beside it alone. A new file is not opened while that
    /// log is there. A file that was read-only when it was opened is opened again once it is writable.
    pub(super) async fn pools(&self) -> Result<Pools, StoreError> {
        let identity = self.file.identity()?;
        let mut state = self.state.lock().await;
        let is_outdated = |open: &&mut OpenFile| open.reads_only && self.file.refusal_of_writes().is_none();
        let present = state.open.as_mut().filter(|open| Some(open.seen.identity) == identity);
        let was_read_only = present.as_ref().is_some_and(is_outdated);
        if let Some(open) = present.filter(|open| !is_outdated(open)) {
            open.see_wal();
            return Ok(open.pools.clone());
        }
        // In a box: this is rare, and would make the future of every call as large.
        Box::pin(self.open_anew(&mut state, identity, was_read_only)).await
    }

    /// Closes the open file, and opens the one that is at the path now.
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
        // The first read makes SQLite open the log, which exists as long as a connection does.
        let reader = pools.readers.take().await.map_err(|error| self.explained(error))?;
        reader.execute_unprepared("PRAGMA schema_version").await.map_err(|error| {
            let cannot_open = sqlx_error(&error).is_some_and(|error| errors::cannot_open(error));
            if cannot_open { self.cannot_open() } else { store_error(error) }
        })?;
        let seen = SeenFile { identity, wal: FileIdentity::at(&wal) };
        let reads_only = self.file.refusal_of_writes().is_some() || (was_read_only && !pools.take_writes().await);
        Ok(state.open.insert(OpenFile { seen, wal, reads_only, pools }).pools.clone())
    }

    /// Records the log beside the file: the first connection that writes creates it.
    async fn see_wal(&self) {
        if let Some(open) = self.state.lock().await.open.as_mut() {
            open.see_wal();
        }
    }

    /// A connection for reads.
    pub(super) async fn take_reader(&self) -> Result<Connection, StoreError> {
        self.pools().await?.readers.take().await.map_err(|error| self.explained(error))
    }

    /// The connection for writes.
    pub(super) async fn take_writer(&self) -> Result<Connection, StoreError> {
        let writer = self.pools().await?.writer.take().await.map_err(|error| self.explained(error))?;
        self.see_wal().await;
        Ok(writer)
    }

    /// A transaction on the connection for writes.
    pub(super) async fn begin(&self) -> Result<Transaction, StoreError> {
        Transaction::begin(self.take_writer().await?).await.map_err(store_error)
    }

    /// A pool of one connection for writes, of the type that SeaORM's migrations need.
    pub(super) async fn migration_connection(&self) -> Result<DatabaseConnection, StoreError> {
        // Checks the file first.
        self.pools().await?;
        let pool: SqlitePool =
            PoolOptions::new().max_connections(1).acquire_timeout(DEADLINE).connect_lazy_with(self.writing());
        Ok(pool.into())
    }

    /// Sets the gauges to the present values; does nothing before the file is open.
    pub(super) fn record(&self) {
        let state = self.state.try_lock();
        let Some(open) = state.as_deref().ok().and_then(|state| state.open.as_ref()) else { return };
        open.pools.readers.record("readers");
        open.pools.writer.record("writer");
    }

    /// The error of a connection that was not opened, with the system's reason if SQLite gives none.
    fn explained(&self, error: NoConnection) -> StoreError {
        match error.cause() {
            Cause::Refused(cause) if errors::cannot_open(cause) => self.cannot_open(),
            _ => error.into(),
        }
    }

    fn cannot_open(&self) -> StoreError {
        StoreError::Unavailable(CannotOpen(self.file.path().to_owned(), self.file.obstacle()).into())
    }

    fn open(&self) -> Pools {
        Pools {
            readers: Connections::new(self.max_readers, self.acquire_timeout, self.reading(), self.name()),
            writer: Connections::new(1, DEADLINE, self.writing(), self.name()),
        }
    }

    /// The name of the database in errors.
    fn name(&self) -> String {
        format!("the SQLite file {}", self.file.path().display())
    }

    fn reading(&self) -> SqliteConnectOptions {
        self.options().pragma("query_only", "ON")
    }

    fn writing(&self) -> SqliteConnectOptions {
        // The mode is stored in the file, so one connection sets it: that takes a lock for which SQLite does not wait.
        self.options().journal_mode(SqliteJournalMode::Wal)
    }

    fn options(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(self.file.path())
            .foreign_keys(true)
            // In WAL mode, `NORMAL` acknowledges a commit that a power failure loses.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging()
    }
}
