use std::time::Duration;

use application::{StoreError, WriteAccess};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

#[cfg(feature = "postgres")]
use crate::postgres::{self, PostgresDatabase};
use crate::{
    InvalidUrl, Settings,
    connections::{Connection, Transaction},
    errors::store_error,
    figures,
};
#[cfg(feature = "sqlite")]
use crate::{settings::sqlite_path, sqlite::SqliteDatabase};

/// The database, with its connections.
pub(crate) enum Database {
    #[cfg(feature = "sqlite")]
    Sqlite(Box<SqliteDatabase>),
    #[cfg(feature = "postgres")]
    Postgres(PostgresDatabase),
}

impl Database {
    /// The database that the settings name; the scheme of its URL tells the engine.
    pub(crate) fn new(settings: &Settings) -> Result<Self, InvalidUrl> {
        #[cfg(feature = "postgres")]
        if settings.url.split_once(':').is_some_and(|(scheme, _)| matches!(scheme, "postgres" | "postgresql")) {
            return Ok(Self::Postgres(PostgresDatabase::new(settings)?));
        }
        #[cfg(feature = "sqlite")]
        return Ok(Self::Sqlite(Box::new(SqliteDatabase::new(sqlite_path(&settings.url)?, settings))));
        #[cfg(not(feature = "sqlite"))]
        Err(InvalidUrl::Scheme)
    }

    /// A connection that reads.
    pub(crate) async fn reader(&self) -> Result<Connection, StoreError> {
        figures::with_wait_told(async {
            match self {
                #[cfg(feature = "sqlite")]
                Self::Sqlite(database) => database.reader().await,
                #[cfg(feature = "postgres")]
                Self::Postgres(database) => database.connections().take().await.map_err(StoreError::from),
            }
        })
        .await
    }

    /// A connection that writes.
    pub(crate) async fn writer(&self) -> Result<Connection, StoreError> {
        figures::with_wait_told(self.writer_in_turn()).await
    }

    /// The same for a queue, which tells by itself how long those in it wait.
    pub(crate) async fn writer_in_turn(&self) -> Result<Connection, StoreError> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(database) => database.writer().await,
            #[cfg(feature = "postgres")]
            Self::Postgres(database) => database.connections().take().await.map_err(StoreError::from),
        }
    }

    /// A transaction that writes.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        Transaction::begin(self.writer().await?).await.map_err(store_error)
    }

    /// Tells how many connections there are now.
    pub(crate) fn tell_connections(&self) {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(database) => database.tell_connections(),
            #[cfg(feature = "postgres")]
            Self::Postgres(database) => database.connections().tell("all"),
        }
    }

    /// Closes connections to a server that were not used for minutes.
    pub(crate) fn close_unused(&self) {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => {}
            #[cfg(feature = "postgres")]
            Self::Postgres(database) => database.close_unused(),
        }
    }

    /// Whether there is a database at all, be it an empty one. One on a server shows in use.
    #[cfg_attr(not(feature = "sqlite"), expect(clippy::unnecessary_wraps, reason = "SQLite alone has to look"))]
    pub(crate) fn exists(&self) -> Result<bool, StoreError> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(database) => database.exists(),
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Ok(true),
        }
    }

    /// Makes an empty database where there is none; on a server that is for whoever runs it.
    #[cfg_attr(not(feature = "sqlite"), expect(clippy::unused_async, reason = "SQLite alone makes a file"))]
    pub(crate) async fn create(&self) -> Result<(), StoreError> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(database) => database.create().await,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Whether the database would take writes. Connections to a server that would not are not used again.
    #[cfg_attr(
        not(feature = "postgres"),
        expect(clippy::unused_async, reason = "PostgreSQL alone has a server to ask")
    )]
    pub(crate) async fn write_access(&self) -> Result<WriteAccess, StoreError> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(database) => database.write_access(),
            #[cfg(feature = "postgres")]
            Self::Postgres(database) => {
                let connection = database.connections().take().await?;
                let Some(reason) = postgres::refusal_of_writes(&connection).await.map_err(store_error)? else {
                    return Ok(WriteAccess::Granted);
                };
                connection.refused();
                Ok(WriteAccess::Refused(reason))
            }
        }
    }

    /// Whether it is no use to try an upgrade where there is no connection: another one that upgrades hinders none from
    /// being made, as it does on SQLite.
    pub(crate) const fn is_lost_without_connection(&self) -> bool {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => false,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => true,
        }
    }

    /// What the schema is upgraded over; to be closed after that.
    #[cfg_attr(
        not(feature = "sqlite"),
        expect(clippy::unused_async, clippy::unnecessary_wraps, reason = "SQLite alone looks at its file first")
    )]
    pub(crate) async fn upgrader(&self) -> Result<DatabaseConnection, StoreError> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(database) => database.upgrader().await,
            #[cfg(feature = "postgres")]
            Self::Postgres(database) => Ok(database.upgrader()),
        }
    }

    /// Where the tables are, for messages.
    pub(crate) fn location(&self) -> String {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(database) => format!("the database file {}", database.path().display()),
            #[cfg(feature = "postgres")]
            Self::Postgres(database) => database.location(),
        }
    }

    /// Begins a transaction that excludes every other one begun here, and waits for it as long as `patience`.
    pub(crate) async fn begin_upgrade(
        &self,
        upgrader: &DatabaseConnection,
        patience: Duration,
    ) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = upgrader.begin_with_options(options).await?;
        for statement in self.upgrade_preamble(patience) {
            transaction.execute_unprepared(&statement).await?;
        }
        Ok(transaction)
    }

    /// What a transaction says first that upgrades the schema.
    #[cfg_attr(
        not(feature = "postgres"),
        expect(unused_variables, reason = "PostgreSQL alone is told how long to wait")
    )]
    fn upgrade_preamble(&self, patience: Duration) -> Vec<String> {
        match self {
            // Its write lock excludes all others, and it is waited for by trying again.
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => Vec::new(),
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => postgres::upgrade_preamble(patience).into(),
        }
    }
}
