pub(crate) mod url;
mod write_access;

use std::{io, time::Duration};

use application::{CommitError, StoreError, WriteAccess};
use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use sqlx::{
    ConnectOptions, Connection as _, Executor, Postgres, Row,
    postgres::{PgConnectOptions, PgConnection, PgPoolOptions},
};
use tokio::time::timeout;

use crate::{
    commits::Work,
    connections::{Cause, Connection, Connections, Damage, Engine, Transaction, Unfinished, Unsuitable},
    database::Database,
    deadline::DEADLINE,
    errors::{postgres as errors, store_error},
    settings::Settings,
    store_metrics,
};
use url::{InvalidPostgresUrl, connect_options};
use write_access::refusal_of_writes;

/// The default limit of connections.
const CONNECTIONS: u32 = 10;
/// A connection that was used no longer ago than this is used again without a ping.
const FRESH: Duration = Duration::from_secs(1);
/// The timeout of a ping. A server that hangs can't be distinguished from a firewall that dropped the connection, so
/// the connection is given up.
const TIMEOUT: Duration = Duration::from_secs(1);
/// A connection that was not used for this long is closed: firewalls drop those that are silent for some minutes.
const LONGEST_UNUSED: Duration = Duration::from_mins(3);
/// The advisory lock that each transaction shares, and that the beginning of maintenance takes alone.
macro_rules! lock_of_transactions {
    () => {
        "7265636861"
    };
}
/// Waits for every transaction that holds the lock.
const EXCLUDE_COMMITS: &str = concat!("SELECT pg_advisory_xact_lock(", lock_of_transactions!(), ")");
/// The longest life of a connection: servers behind a name may change.
const LONGEST_LIFE: Duration = Duration::from_mins(30);

/// A database on a PostgreSQL server.
///
/// A request has a connection only briefly, for one statement or for one commit, and never while it waits for another.
pub(crate) struct PostgresDatabase {
    connections: Connections<Postgres>,
    options: Box<PgConnectOptions>,
    acquire_timeout: Duration,
}

impl PostgresDatabase {
    pub(crate) fn new(settings: &Settings) -> Result<Self, InvalidPostgresUrl> {
        let options = limited(connect_options(&settings.url)?);
        let most = settings.max_connections.unwrap_or(CONNECTIONS);
        Ok(Self {
            connections: Connections::new(most, settings.acquire_timeout, options.clone(), name(&options)),
            options: Box::new(options),
            acquire_timeout: settings.acquire_timeout,
        })
    }
}

#[async_trait]
impl Database for PostgresDatabase {
    async fn reader(&self) -> Result<Connection, StoreError> {
        self.writer().await
    }

    async fn writer(&self) -> Result<Connection, StoreError> {
        store_metrics::with_wait_recorded(self.connections.take()).await.map_err(StoreError::from)
    }

    async fn commit(&self, work: Work) -> Result<(), CommitError> {
        work.commit(Transaction::begin(self.writer().await?).await.map_err(store_error)?).await
    }

    /// Each holds the lock until its end.
    async fn wait_for_commits(&self) -> Result<(), StoreError> {
        let connection = self.writer().await?;
        connection.execute_unprepared(EXCLUDE_COMMITS).await.map_err(store_error)?;
        Ok(())
    }

    fn record_connections(&self) {
        self.connections.record("all");
    }

    fn close_unused(&self) {
        self.connections.close_unused(LONGEST_UNUSED);
    }

    /// An unreachable server shows at the first use.
    fn exists(&self) -> Result<bool, StoreError> {
        Ok(true)
    }

    /// The operator of the server creates databases.
    async fn create(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Connections to a read-only server are not used again.
    async fn write_access(&self) -> Result<WriteAccess, StoreError> {
        let connection = self.connections.take().await?;
        let Some(reason) = refusal_of_writes(&connection).await.map_err(store_error)? else {
            return Ok(WriteAccess::Granted);
        };
        connection.refused();
        Ok(WriteAccess::Refused(reason))
    }

    fn is_lost_without_connection(&self) -> bool {
        true
    }

    async fn migration_connection(&self) -> Result<DatabaseConnection, StoreError> {
        let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(self.acquire_timeout);
        Ok(pool.connect_lazy_with((*self.options).clone()).into())
    }

    fn location(&self) -> String {
        format!("the schema in use of the database {}", self.options.get_database().unwrap_or_default())
    }

    fn migration_preamble(&self, lock_timeout: Duration) -> Vec<String> {
        migration_preamble(lock_timeout).into()
    }
}

impl Engine for Postgres {
    const BACKEND: DbBackend = DbBackend::Postgres;
    const HAS_SERVER: bool = true;
    // Two statements in one round trip: the lock is taken before the snapshot of the next statement, which reads
    // whether the store is in maintenance.
    const BEGIN: &'static str = concat!("BEGIN; SELECT pg_advisory_xact_lock_shared(", lock_of_transactions!(), ")");
    const CLEAN_WITHIN: Duration = TIMEOUT;

    fn refuses_for_a_moment(error: &sqlx::Error) -> bool {
        match error {
            sqlx::Error::Io(error) => error.kind() == io::ErrorKind::ConnectionRefused,
            sqlx::Error::Database(error) => errors::takes_no_connections(&**error),
            _ => false,
        }
    }

    fn damage(error: &sqlx::Error) -> Damage {
        errors::damage(error)
    }

    /// An encoding of few characters would refuse user input, one statement after the other. `SQL_ASCII` is not an
    /// encoding: it stores any bytes, and gets UTF-8.
    async fn check_database(connection: &mut PgConnection) -> Result<(), Cause> {
        let encoding: String = connection.fetch_one("SHOW server_encoding").await?.try_get(0)?;
        if matches!(encoding.as_str(), "UTF8" | "SQL_ASCII") {
            return Ok(());
        }
        Err(Unsuitable(format!(
            "its encoding is {encoding}, which can't store most characters. Create another database, with \
             CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0, and name it in `store.url`"
        ))
        .into())
    }

    async fn idle_damage(connection: &mut PgConnection, age: Duration, unused: Duration) -> Damage {
        if age >= LONGEST_LIFE {
            return Damage::Connection;
        }
        if unused < FRESH {
            return Damage::None;
        }
        match timeout(TIMEOUT, Box::pin(connection.ping())).await {
            Ok(Ok(())) => Damage::None,
            // Whatever silenced this one also silenced those that are as old, and to ping each would take a second
            // each.
            _ => Damage::Server,
        }
    }

    async fn clean(connection: &mut PgConnection, unfinished: Unfinished) -> Result<(), sqlx::Error> {
        let has_failed = finish_call(connection).await?;
        match unfinished {
            Unfinished::Call => Ok(()),
            Unfinished::Transaction => connection.execute("ROLLBACK").await.map(drop),
            // Rolling back a transaction that has ended is a warning, in the log of the server and in ours.
            Unfinished::End if !has_failed => Ok(()),
            Unfinished::End => Err(sqlx::Error::Protocol("the end of a transaction failed".to_owned())),
        }
    }

    async fn close(connection: PgConnection) {
        // A server that is not notified notices by itself.
        let _ = timeout(TIMEOUT, connection.close()).await;
    }
}

/// Reads the rest of the response to a cancelled call; returns whether the call failed.
async fn finish_call(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let mut has_failed = false;
    loop {
        match connection.ping().await {
            Ok(()) => return Ok(has_failed),
            // This is the response to the call: a ping gets none of this kind.
            Err(sqlx::Error::Database(_)) => has_failed = true,
            Err(error) => return Err(error),
        }
    }
}

/// The name of the database in errors: how to find it, without credentials.
fn name(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or_default();
    let server = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    format!("the PostgreSQL database `{database}` at {server}")
}

/// The server, too, cancels calls that have timed out here.
fn limited(options: PgConnectOptions) -> PgConnectOptions {
    let limit = DEADLINE.as_millis().to_string();
    options
        .application_name("tranche")
        .options([
            ("statement_timeout", limit.as_str()),
            ("lock_timeout", limit.as_str()),
            ("idle_in_transaction_session_timeout", limit.as_str()),
            // The statements of this crate depend on these, whatever the settings of the database or the role.
            ("default_transaction_isolation", "read committed"),
            ("standard_conforming_strings", "on"),
        ])
        .disable_statement_logging()
}

/// The statements with which a transaction migrates the schema: it waits for concurrent migrations, with the timeout
/// `lock_timeout`, and may take any time itself.
fn migration_preamble(lock_timeout: Duration) -> [String; 3] {
    /// The advisory lock of migrations; any number that no other program uses.
    const LOCK: i64 = 7_265_636_860;
    [
        format!("SET LOCAL lock_timeout = {}", lock_timeout.as_millis()),
        "SET LOCAL statement_timeout = 0".to_owned(),
        format!("SELECT pg_advisory_xact_lock({LOCK})"),
    ]
}
