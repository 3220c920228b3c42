pub(crate) mod url;
mod write_access;

use std::{io, time::Duration};

use application::{CommitError, StoreError, WriteAccess};
use async_trait::async_trait;
use sea_orm::{DatabaseConnection, DbBackend};
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

/// The connections, where the settings don't say.
const CONNECTIONS: u32 = 10;
/// A connection that was used this long ago is used again without asking whether it still works.
const FRESH: Duration = Duration::from_secs(1);
/// How long a connection may take to say that it still works. Whether the server says nothing because it hangs or because
/// somebody between forgot the connection can't be told apart, so it is given up.
const TIMEOUT: Duration = Duration::from_secs(1);
/// A connection that was used the last time this long ago is closed: firewalls forget those that are silent for some minutes.
const LONGEST_UNUSED: Duration = Duration::from_mins(3);
/// How long a connection is used at most: servers behind a name may change.
const LONGEST_LIFE: Duration = Duration::from_mins(30);

/// A database on a PostgreSQL server.
///
/// A request has a connection for an instant, for one statement or for one commit, and never while it waits for another.
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

    fn record_connections(&self) {
        self.connections.record("all");
    }

    fn close_unused(&self) {
        self.connections.close_unused(LONGEST_UNUSED);
    }

    /// That shows in use.
    fn exists(&self) -> Result<bool, StoreError> {
        Ok(true)
    }

    /// That is for whoever runs the server.
    async fn create(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Connections to a server that would take none are not used again.
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
    const BEGIN: &'static str = "BEGIN";
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

    /// An encoding of few characters would refuse what users write, one statement after the other. `SQL_ASCII` is none: it keeps
    /// whatever bytes it is given, and is given UTF-8.
    async fn check_database(connection: &mut PgConnection) -> Result<(), Cause> {
        let encoding: String = connection.fetch_one("SHOW server_encoding").await?.try_get(0)?;
        if matches!(encoding.as_str(), "UTF8" | "SQL_ASCII") {
            return Ok(());
        }
        Err(Unsuitable(format!(
            "its encoding is {encoding}, which has no place for most characters. Make another database, with \
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
            // What made one silent did so to those that are as old, and to ask each would take a second each.
            _ => Damage::Server,
        }
    }

    async fn clean(connection: &mut PgConnection, unfinished: Unfinished) -> Result<(), sqlx::Error> {
        let has_failed = finish_call(connection).await?;
        match unfinished {
            Unfinished::Call => Ok(()),
            Unfinished::Transaction => connection.execute("ROLLBACK").await.map(drop),
            // To roll back what is over is a warning, in the log of the server and in ours.
            Unfinished::End if !has_failed => Ok(()),
            Unfinished::End => Err(sqlx::Error::Protocol("the end of a transaction failed".to_owned())),
        }
    }

    async fn close(connection: PgConnection) {
        // A server that does not hear of it finds out by itself.
        let _ = timeout(TIMEOUT, connection.close()).await;
    }
}

/// Reads what the server still has to say to a call that was given up; whether the call failed.
async fn finish_call(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let mut has_failed = false;
    loop {
        match connection.ping().await {
            Ok(()) => return Ok(has_failed),
            // It is the answer to the call: the server has none of that kind to a ping.
            Err(sqlx::Error::Database(_)) => has_failed = true,
            Err(error) => return Err(error),
        }
    }
}

/// How errors call the database: by what finds it, and without what opens it.
fn name(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or_default();
    let server = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    format!("the PostgreSQL database `{database}` at {server}")
}

/// The server gives up too what nobody waits for any more.
fn limited(options: PgConnectOptions) -> PgConnectOptions {
    let limit = DEADLINE.as_millis().to_string();
    options
        .application_name("tranche")
        .options([
            ("statement_timeout", limit.as_str()),
            ("lock_timeout", limit.as_str()),
            ("idle_in_transaction_session_timeout", limit.as_str()),
            // What is written here presumes these, whatever the database or the role is set to.
            ("default_transaction_isolation", "read committed"),
            ("standard_conforming_strings", "on"),
        ])
        .disable_statement_logging()
}

/// The statements that let a transaction upgrade the schema: it waits for others who do the same, for as long as `lock_timeout`,
/// and takes its time.
fn migration_preamble(lock_timeout: Duration) -> [String; 3] {
    /// The advisory lock of those who upgrade; any number that nobody else uses.
    const LOCK: i64 = 7_265_636_860;
    [
        format!("SET LOCAL lock_timeout = {}", lock_timeout.as_millis()),
        "SET LOCAL statement_timeout = 0".to_owned(),
        format!("SELECT pg_advisory_xact_lock({LOCK})"),
    ]
}
