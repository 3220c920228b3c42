//! Every persistence port over SeaORM.
//!
//! The engines are SQLite and PostgreSQL. The store connects when it is first used and again after every failure: a database that
//! can't be reached is no reason not to start. Nothing here waits for longer than five seconds, but for an upgrade of the
//! schema.
//!
//! No two files import each other, and modules import from those that stand below them:
//!
//! | module | what it has |
//! |---|---|
//! | `store_url` | which URLs name a store |
//! | `ports` | every port, over a `Database` of whatever engine |
//! | `sqlite`, `postgres` | the engines: what is particular to one, such as the task that writes the commits of SQLite |
//! | `database` | what an engine gives to ports |
//! | `commits` | the statements of a commit, in their order |
//! | `rows` | tables, how their rows become domain values and back, and statements that serve every aggregate |
//! | `errors` | what an error of a database is to a port |
//! | `connections` | the pool, connections out of it, and transactions |

#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
compile_error!("the store needs an engine: the feature `sqlite` or `postgres`");

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
pub use store_url::{InvalidUrl, sqlite_path};

use std::sync::Arc;

use application::Persistence;

use database::Database;

/// The store that `settings` name. The runtime in which this is called has to last as long as the store: it writes what SQLite
/// commits.
///
/// # Panics
/// Outside a tokio runtime, where the store is SQLite.
///
/// # Errors
/// [`InvalidUrl`] where the URL can't be one of a store. Whether the database can be reached shows in use.
pub fn connect(settings: &Settings) -> Result<Arc<dyn Persistence>, InvalidUrl> {
    connect_with_metrics(settings).map(|(persistence, _)| persistence)
}

/// The same, with what tells how many connections it has.
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

/// Tells how many connections a store has.
#[derive(Clone)]
pub struct ConnectionMetrics(Arc<dyn Database>);

impl ConnectionMetrics {
    /// Sets the gauges to what there is now; waits for nothing.
    pub fn record(&self) {
        self.0.record_connections();
    }
}

/// The database that the settings name; the scheme of its URL tells the engine.
fn database(settings: &Settings) -> Result<Arc<dyn Database>, InvalidUrl> {
    #[cfg(feature = "postgres")]
    if settings.url.split_once(':').is_some_and(|(scheme, _)| matches!(scheme, "postgres" | "postgresql")) {
        return Ok(Arc::new(postgres::PostgresDatabase::new(settings)?));
    }
    #[cfg(feature = "sqlite")]
    return Ok(Arc::new(sqlite::SqliteDatabase::new(sqlite_path(&settings.url)?, settings)));
    #[cfg(not(feature = "sqlite"))]
    Err(InvalidUrl::Scheme)
}
