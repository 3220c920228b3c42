use std::ops::Deref;

#[cfg(feature = "sqlite")]
use sea_orm::ConnectionTrait;
use sea_orm::DbErr;

use super::connection::Connection;

/// A transaction, which is rolled back if it is dropped before the commit.
pub(crate) struct Transaction {
    connection: Connection,
}

impl Transaction {
    /// Begins one on a connection, which is returned with its end.
    pub(crate) async fn begin(connection: Connection) -> Result<Self, DbErr> {
        connection.begin().await?;
        Ok(Self { connection })
    }

    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.connection.end("COMMIT").await
    }

    pub(crate) async fn roll_back(self) -> Result<(), DbErr> {
        self.connection.end("ROLLBACK").await
    }
}

/// Savepoints, for commits that go together.
#[cfg(feature = "sqlite")]
impl Transaction {
    /// Begins a part that can be rolled back by itself.
    pub(crate) async fn begin_part(&self) -> Result<(), DbErr> {
        self.execute_unprepared("SAVEPOINT part").await.map(drop)
    }

    /// Rolls back the changes of the part, and keeps the savepoint.
    pub(crate) async fn undo_part(&self) -> Result<(), DbErr> {
        self.execute_unprepared("ROLLBACK TO SAVEPOINT part").await.map(drop)
    }

    pub(crate) async fn end_part(&self) -> Result<(), DbErr> {
        self.execute_unprepared("RELEASE SAVEPOINT part").await.map(drop)
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}
