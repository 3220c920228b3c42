//! Every persistence port over SeaORM.
//!
//! The engines are SQLite and PostgreSQL. What is particular to one stands in a module of its own; ports, rows and
//! statements serve both. The store connects when it is first used and again after every failure: a database that can't be
//! reached is no reason not to start. Nothing here waits for longer than five seconds, but for an upgrade of the
//! schema.

#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
compile_error!("the store needs an engine: the feature `sqlite` or `postgres`");

mod connections;
mod database;
mod errors;
mod figures;
mod kept_text;
mod ports;
#[cfg(feature = "postgres")]
mod postgres;
mod rows;
mod settings;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(all(test, feature = "sqlite"))]
mod tests;

pub use figures::ConnectionFigures;
#[cfg(feature = "postgres")]
pub use postgres::{InvalidPostgresUrl, check_url as check_postgres_url};
pub use settings::{InvalidUrl, Settings, sqlite_path};

use std::sync::Arc;

use application::Persistence;

use database::Database;

/// The store that `settings` name.
///
/// # Errors
/// [`InvalidUrl`] where the URL can't be one of a store. Whether the database can be reached shows in use.
pub fn connect(settings: &Settings) -> Result<Arc<dyn Persistence>, InvalidUrl> {
    connect_with_figures(settings).map(|(persistence, _)| persistence)
}

/// The same, with what tells how many connections it has.
///
/// # Errors
/// [`InvalidUrl`].
pub fn connect_with_figures(settings: &Settings) -> Result<(Arc<dyn Persistence>, ConnectionFigures), InvalidUrl> {
    let database = Arc::new(Database::new(settings)?);
    Ok((ports::module(&database), ConnectionFigures::of(database)))
}
