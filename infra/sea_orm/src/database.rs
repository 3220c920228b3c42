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

/// A database of any engine, with its connections.
#[async_trait]
pub(crate) trait Database: Send + Sync {
    /// A connection for reads.
    async fn reader(&self) -> Result<Connection, StoreError>;

    /// A connection for writes.
    async fn writer(&self) -> Result<Connection, StoreError>;

    /// Commits all of `work`, or nothing.
    async fn commit(&self, work: Work) -> Result<(), CommitError>;

    /// Waits until all commits have ended that were begun before now.
    async fn wait_for_commits(&self) -> Result<(), StoreError>;

    /// Reports how many connections there are now.
    fn record_connections(&self);

    /// Closes connections to a server that were not used for minutes.
    fn close_unused(&self);

    /// Whether the database exists, even if it is empty.
    fn exists(&self) -> Result<bool, StoreError>;

    /// Creates an empty database if there is none.
    async fn create(&self) -> Result<(), StoreError>;

    /// Whether the database accepts writes.
    async fn write_access(&self) -> Result<WriteAccess, StoreError>;

    /// Whether a migration should not be tried without a connection.
    fn is_lost_without_connection(&self) -> bool;

    /// The connection for migrating the schema; to be closed afterwards.
    async fn migration_connection(&self) -> Result<DatabaseConnection, StoreError>;

    /// The location of the tables, for messages.
    fn location(&self) -> String;

    /// The first statements of a transaction that migrates the schema, with the timeout `lock_timeout` for its locks.
    fn migration_preamble(&self, lock_timeout: Duration) -> Vec<String>;
}

impl dyn Database {
    /// Begins a transaction for writes.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        Transaction::begin(self.writer().await?).await.map_err(store_error)
    }

    /// Begins a transaction that excludes every other one begun here, with the timeout `lock_timeout` for its locks.
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
