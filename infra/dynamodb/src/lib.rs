//! Every persistence port over DynamoDB.
//!
//! Everything is in one table, whose layout one module knows (`keys`). A commit is one `TransactWriteItems` with a
//! condition on each item; a failed request is retried if that may help, and a commit whose response was lost is not
//! repeated. The store connects at the first request, and no call, nor all calls of one request together, waits for
//! longer than five seconds, except for a migration of the schema.

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
/// [`InvalidUrl`] if the URL is not valid for a store. An unreachable table shows at the first use.
pub fn connect(settings: &Settings) -> Result<Arc<dyn Persistence>, InvalidUrl> {
    Ok(ports::module(&Arc::new(Database::new(settings)?)))
}
