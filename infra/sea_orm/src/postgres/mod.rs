mod errors;
mod url;

pub(crate) use errors::{is_busy, is_overtaken, is_own, is_unavailable};
pub use url::{InvalidPostgresUrl, check_url};

use std::{io, time::Duration};

use sea_orm::{DatabaseConnection, DbBackend};
use sqlx::{
    ConnectOptions, Connection, Executor, Postgres,
    postgres::{PgConnectOptions, PgConnection, PgPoolOptions},
};
use tokio::time::timeout;

use crate::{
    Settings,
    connections::{Connections, Engine},
    errors::DEADLINE,
};
use url::connect_options;

/// The connections, where the settings don't say.
const CONNECTIONS: u32 = 10;
/// A connection that was used this long ago is used again without asking whether it still works.
const FRESH: Duration = Duration::from_secs(1);
/// How long a connection may take to say that it still works. Whether the server says nothing because it hangs or because
/// somebody between forgot the connection can't be told apart, so it is given up.
const PATIENCE: Duration = Duration::from_secs(1);
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
            connections: Connections::new(most, settings.acquire_timeout, options.clone()),
            options: Box::new(options),
            acquire_timeout: settings.acquire_timeout,
        })
    }

    pub(crate) const fn connections(&self) -> &Connections<Postgres> {
        &self.connections
    }

    pub(crate) fn close_unused(&self) {
        self.connections.close_unused(LONGEST_UNUSED);
    }

    /// A connection of SeaORM's own, for an upgrade of the schema.
    pub(crate) fn upgrader(&self) -> DatabaseConnection {
        let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(self.acquire_timeout);
        pool.connect_lazy_with((*self.options).clone()).into()
    }
}

impl Engine for Postgres {
    const BACKEND: DbBackend = DbBackend::Postgres;
    const BEGIN: &'static str = "BEGIN";
    const REST_WITHIN: Duration = PATIENCE;

    fn refuses_for_a_moment(error: &sqlx::Error) -> bool {
        match error {
            sqlx::Error::Io(error) => error.kind() == io::ErrorKind::ConnectionRefused,
            sqlx::Error::Database(error) => errors::takes_no_connections(&**error),
            _ => false,
        }
    }

    async fn is_usable(connection: &mut PgConnection, age: Duration, unused: Duration) -> bool {
        age < LONGEST_LIFE
            && (unused < FRESH || matches!(timeout(PATIENCE, Box::pin(connection.ping())).await, Ok(Ok(()))))
    }

    async fn roll_back(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        connection.execute("ROLLBACK").await.map(drop)
    }
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
        ])
        .disable_statement_logging()
}

/// The statements that let a transaction upgrade the schema: it waits for others who do the same, for as long as `patience`,
/// and takes its time.
pub(crate) fn upgrade_preamble(patience: Duration) -> [String; 3] {
    /// The advisory lock of those who upgrade; any number that nobody else uses.
    const LOCK: i64 = 7_265_636_860;
    [
        format!("SET LOCAL lock_timeout = {}", patience.as_millis()),
        "SET LOCAL statement_timeout = 0".to_owned(),
        format!("SELECT pg_advisory_xact_lock({LOCK})"),
    ]
}
