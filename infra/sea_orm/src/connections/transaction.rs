use std::ops::Deref;

#[cfg(feature = "sqlite")]
use sea_orm::ConnectionTrait;
use sea_orm::DbErr;

use super::connection::Connection;

/// A transaction, which is undone where it is dropped before it is committed.
pub(crate) struct Transaction {
    connection: Connection,
}

impl Transaction {
    /// Begins one on a connection, which is given back with its end.
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

/// Parts of a transaction, for commits that go together.
#[cfg(feature = "sqlite")]
impl Transaction {
    /// Begins a part that can be undone by itself.
    pub(crate) async fn begin_part(&self) -> Result<(), DbErr> {
        self.execute_unprepared("SAVEPOINT part").await.map(drop)
    }

    /// Undoes what the part did, and not the part.
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
