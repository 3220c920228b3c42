mod errors;
mod url;

pub(crate) use errors::{is_busy, is_overtaken, is_own, is_unavailable};
pub use url::{InvalidPostgresUrl, check_url};

use std::time::Duration;

use sea_orm::DatabaseConnection;
use sqlx::{
    ConnectOptions, Connection,
    postgres::{PgConnectOptions, PgConnection, PgPoolOptions},
};
use tokio::time::timeout;

use crate::{Settings, errors::DEADLINE, figures, given_up};
use url::connect_options;

/// The connections, where the settings don't say.
const CONNECTIONS: u32 = 10;
/// A connection that was used this long ago is used again without asking whether it still works.
const FRESH: Duration = Duration::from_secs(1);
/// How long a connection may take to say that it still works. Whether the server says nothing because it hangs or because
/// somebody between forgot the connection can't be told apart, so it is given up.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a connection is used at most: servers behind a name may change.
const LONGEST_LIFE: Duration = Duration::from_mins(30);

/// A database on a PostgreSQL server: one pool of connections, which connect when they are asked to.
///
/// A request has a connection for an instant, for one statement or for one commit, and never while it waits for another.
pub(crate) struct PostgresDatabase {
    pool: DatabaseConnection,
}

impl PostgresDatabase {
    pub(crate) fn new(settings: &Settings) -> Result<Self, InvalidPostgresUrl> {
        let options = limited(connect_options(&settings.url)?);
        let pool = PgPoolOptions::new()
            .max_connections(settings.max_connections.unwrap_or(CONNECTIONS).max(1))
            .acquire_timeout(settings.acquire_timeout)
            .max_lifetime(LONGEST_LIFE)
            .test_before_acquire(false)
            .before_acquire(|connection, metadata| {
                Box::pin(async move {
                    let is_usable = metadata.idle_for < FRESH || answers(connection).await;
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
            // The pool asks too, but waits for the answer for ever: a call that was given up would take its place along. Where
            // none was, the server has just answered.
            .after_release(|connection, _| {
                Box::pin(async move { Ok(!given_up::lately() || answers(connection).await) })
            })
            .connect_lazy_with(options);
        Ok(Self { pool: pool.into() })
    }

    pub(crate) fn tell_connections(&self) {
        figures::tell_pool("all", self.pool.get_postgres_connection_pool());
    }

    pub(crate) fn pool(&self) -> DatabaseConnection {
        self.pool.clone()
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

async fn answers(connection: &mut PgConnection) -> bool {
    matches!(timeout(PATIENCE, connection.ping()).await, Ok(Ok(())))
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
