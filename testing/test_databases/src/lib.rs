//! Databases for tests, and access to those of the product from outside. For tests alone: failures panic.
//!
//! SQLite files are read by a [`SqliteFile`] while the product has them open.
//!
//! Of PostgreSQL there is a [`TestDatabase`] for each test, and a [`TestCluster`] for those that restart its server.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that can't be set up has failed")]

mod lock;
mod postgres;
mod sqlite;

pub use lock::Lock;
pub use postgres::{HiddenDatabase, Shutdown, TestCluster, TestDatabase};
pub use sqlite::SqliteFile;

use std::thread;

use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use tokio::runtime::Builder;

/// A connection to this database.
async fn open(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("the database can be opened")
}

/// The result of `task`, run in its own thread: the caller may be inside a runtime or have none.
fn apart<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> T {
    let run = || Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(task);
    thread::spawn(run).join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
