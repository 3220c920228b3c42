//! Every persistence port over DynamoDB.
//!
//! Everything is in one table, whose layout one module knows (`keys`). A commit is one `TransactWriteItems` with a
//! condition on each item; a request that may succeed at the next try is sent again, and one whose answer was lost is not
//! made twice. Nothing is connected before the first request, and nothing here waits for longer than five seconds, nor all
//! calls of one request together, but for an upgrade of the schema.

mod client;
mod database;
mod errors;
mod expressions;
mod items;
mod keys;
mod lists;
mod ports;
mod reads;
mod refusals;
mod schema;
mod settings;
mod stamps;
mod stored;
mod transactions;
mod writes;

pub use settings::{InvalidUrl, Location, Settings};

use std::sync::Arc;

use application::Persistence;

use database::Database;

/// The store that `settings` name.
///
/// # Errors
/// [`InvalidUrl`] where the URL can't be one of a store. Whether the table can be reached shows in use.
pub fn connect(settings: &Settings) -> Result<Arc<dyn Persistence>, InvalidUrl> {
    Ok(ports::module(&Arc::new(Database::new(settings)?)))
}
