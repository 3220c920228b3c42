//! Every persistence port over SeaORM.
//!
//! The store connects when it is first used and again after every failure: an unreachable database does not prevent the
//! start. Nothing here waits for longer than five seconds, except for a migration of the schema.
//!
//! No two files import each other, and modules import only from modules below them:
//!
//! | module | content |
//! |---|---|
//! | `ports` | every port, over a `Database` of any engine |
//! | `store_url` | why a URL names no store |
//! | `sqlite` | what differs on SQLite, such as the task that writes the commits |
//! | `postgres` | what differs on PostgreSQL, such as the check whether its server accepts writes |
//! | `database` | what an engine provides to ports |
//! | `commits` | the statements of a commit, in their order |
//! | `rows` | tables, how their rows become domain values and back, and statements that serve every aggregate |
//! | `errors` | the port's error for a database error |
//! | `connections` | the pool, connections out of it, and transactions |

#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
compile_error!("the store needs an engine: name one of this package's features, such as `sqlite`");

mod cached_statement;
mod commits;
mod connections;
mod database;
mod deadline;
mod errors;
mod ports;
#[cfg(feature = "postgres")]
mod postgres;
mod rows;
mod settings;
#[cfg(feature = "sqlite")]
mod sqlite;
mod store_metrics;
mod store_url;
#[cfg(all(test, feature = "sqlite"))]
mod tests;

#[cfg(feature = "postgres")]
pub use postgres::url::{InvalidPostgresUrl, check_url as check_postgres_url};
pub use settings::Settings;
#[cfg(feature = "sqlite")]
pub use sqlite::url::{InvalidSqliteUrl, path_of as sqlite_path};
pub use store_url::InvalidUrl;

use std::sync::Arc;

use application::Persistence;

use database::Database;

/// The store with these `settings`. The runtime of the caller has to live as long as the store: it runs the task that
/// commits to SQLite.
///
/// # Panics
/// Outside a tokio runtime, if the store is SQLite.
///
/// # Errors
/// [`InvalidUrl`] if the URL is not valid for a store. An unreachable database shows at the first use.
pub fn connect(settings: &Settings) -> Result<Arc<dyn Persistence>, InvalidUrl> {
    connect_with_metrics(settings).map(|(persistence, _)| persistence)
}

/// The same, with a handle that reports the number of connections.
///
/// # Panics
/// As [`connect`].
///
/// # Errors
/// [`InvalidUrl`].
pub fn connect_with_metrics(settings: &Settings) -> Result<(Arc<dyn Persistence>, ConnectionMetrics), InvalidUrl> {
    let database = database(settings)?;
    Ok((ports::module(&database), ConnectionMetrics(database)))
}

/// Reports the number of a store's connections.
#[derive(Clone)]
pub struct ConnectionMetrics(Arc<dyn Database>);

impl ConnectionMetrics {
    /// Sets the gauges to the present values, without waiting.
    pub fn record(&self) {
        self.0.record_connections();
    }
}

/// The database of these settings; the scheme of its URL names the engine.
fn database(settings: &Settings) -> Result<Arc<dyn Database>, InvalidUrl> {
    match settings.url.split_once(':').map(|(scheme, _)| scheme) {
        #[cfg(feature = "sqlite")]
        Some("sqlite") => Ok(Arc::new(sqlite::SqliteDatabase::new(sqlite_path(&settings.url)?, settings))),
        #[cfg(feature = "postgres")]
        Some("postgres" | "postgresql") => Ok(Arc::new(postgres::PostgresDatabase::new(settings)?)),
        _ => Err(InvalidUrl::Scheme),
    }
}
