//! Every persistence port over SeaORM.
//!
//! The engine is SQLite; what is particular to it stands in one module, so that the ports, rows and statements serve
//! PostgreSQL too. The store connects when it is first used and again after every failure: a database that can't be
//! reached is no reason not to start. Nothing here waits for longer than five seconds, but for an upgrade of the
//! schema.

#[cfg(not(feature = "sqlite"))]
compile_error!("the store needs an engine: the feature `sqlite`");

mod database;
mod errors;
mod ports;
mod rows;
mod settings;
mod sqlite;
#[cfg(test)]
mod tests;

pub use settings::{InvalidUrl, Settings, sqlite_path};

use std::sync::Arc;

use application::Persistence;

use database::Database;

/// The store that `settings` name.
///
/// # Errors
/// [`InvalidUrl`] where the URL can't be one of a store. Whether the database can be reached shows in use.
pub fn connect(settings: &Settings) -> Result<Arc<dyn Persistence>, InvalidUrl> {
    Ok(ports::module(&Arc::new(Database::new(settings)?)))
}
