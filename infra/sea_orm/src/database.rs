use application::StoreError;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::{
    InvalidUrl, Settings,
    settings::sqlite_path,
    sqlite::{Pools, SqliteDatabase},
};

/// The database, whatever engine it has, with its connections.
pub(crate) struct Database {
    sqlite: SqliteDatabase,
}

impl Database {
    pub(crate) fn new(settings: &Settings) -> Result<Self, InvalidUrl> {
        Ok(Self { sqlite: SqliteDatabase::new(sqlite_path(&settings.url)?, settings) })
    }

    /// Connections for reading.
    pub(crate) async fn reader(&self) -> Result<DatabaseConnection, StoreError> {
        Ok(self.pools().await?.readers)
    }

    /// Connections for writing.
    pub(crate) async fn writer(&self) -> Result<DatabaseConnection, StoreError> {
        Ok(self.pools().await?.writer)
    }

    pub(crate) async fn pools(&self) -> Result<Pools, StoreError> {
        self.sqlite.pools().await
    }

    /// Whether there is a database at all, be it an empty one.
    pub(crate) async fn exists(&self) -> Result<bool, StoreError> {
        self.sqlite.exists().await
    }

    /// Makes an empty database where there is none.
    pub(crate) async fn create(&self) -> Result<(), StoreError> {
        self.sqlite.create().await
    }
}

/// Begins a transaction that holds the write lock from the start: one that takes it later may fail, however long it
/// waits.
pub(crate) async fn begin_write(writer: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    writer.begin_with_options(options).await
}
