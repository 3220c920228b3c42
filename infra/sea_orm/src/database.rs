use std::time::Duration;

use application::{CommitError, StoreError, WriteAccess};
use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::{
    commits::Work,
    connections::{Connection, Transaction},
    errors::store_error,
};

/// A database of whatever engine, with its connections.
#[async_trait]
pub(crate) trait Database: Send + Sync {
    /// A connection that reads.
    async fn reader(&self) -> Result<Connection, StoreError>;

    /// A connection that writes.
    async fn writer(&self) -> Result<Connection, StoreError>;

    /// Commits all of `work`, or nothing.
    async fn commit(&self, work: Work) -> Result<(), CommitError>;

    /// Tells how many connections there are now.
    fn record_connections(&self);

    /// Closes connections to a server that were not used for minutes.
    fn close_unused(&self);

    /// Whether there is a database at all, be it an empty one.
    fn exists(&self) -> Result<bool, StoreError>;

    /// Makes an empty database where there is none.
    async fn create(&self) -> Result<(), StoreError>;

    /// Whether the database would take writes.
    async fn write_access(&self) -> Result<WriteAccess, StoreError>;

    /// Whether it is no use to try an upgrade where there is no connection.
    fn is_lost_without_connection(&self) -> bool;

    /// What the schema is upgraded over; to be closed after that.
    async fn migration_connection(&self) -> Result<DatabaseConnection, StoreError>;

    /// Where the tables are, for messages.
    fn location(&self) -> String;

    /// What a transaction says first that upgrades the schema, and waits for others as long as `lock_timeout`.
    fn migration_preamble(&self, lock_timeout: Duration) -> Vec<String>;
}

impl dyn Database {
    /// A transaction that writes.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        Transaction::begin(self.writer().await?).await.map_err(store_error)
    }

    /// Begins a transaction that excludes every other one begun here, and waits for it as long as `lock_timeout`.
    pub(crate) async fn begin_migration(
        &self,
        migration_connection: &DatabaseConnection,
        lock_timeout: Duration,
    ) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = migration_connection.begin_with_options(options).await?;
        for statement in self.migration_preamble(lock_timeout) {
            transaction.execute_unprepared(&statement).await?;
        }
        Ok(transaction)
    }
}
