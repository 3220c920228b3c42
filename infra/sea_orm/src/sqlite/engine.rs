use std::time::Duration;

use sea_orm::{
    DbBackend,
    sqlx::{self, Connection as _, Executor, Sqlite, SqliteConnection},
};

use crate::{
    connections::{Cause, Damage, Engine, Unfinished},
    deadline::DEADLINE,
    errors::sqlite as errors,
};

impl Engine for Sqlite {
    const BACKEND: DbBackend = DbBackend::Sqlite;
    const HAS_SERVER: bool = false;
    const BEGIN: &'static str = "BEGIN IMMEDIATE";
    // A cancelled statement continues, and waits for locks.
    const CLEAN_WITHIN: Duration = DEADLINE;

    fn refuses_for_a_moment(_: &sqlx::Error) -> bool {
        false
    }

    fn damage(error: &sqlx::Error) -> Damage {
        if errors::spoils_connection(error) { Damage::Connection } else { Damage::None }
    }

    async fn check_database(_: &mut SqliteConnection) -> Result<(), Cause> {
        Ok(())
    }

    /// An idle connection within the process can't go bad.
    async fn idle_damage(_: &mut SqliteConnection, _: Duration, _: Duration) -> Damage {
        Damage::None
    }

    /// It fails if SQLite has rolled the transaction back by itself (if the disk is full, for example), or never began
    /// it.
    async fn clean(connection: &mut SqliteConnection, unfinished: Unfinished) -> Result<(), sqlx::Error> {
        match unfinished {
            Unfinished::Call => connection.ping().await,
            Unfinished::Transaction | Unfinished::End => connection.execute("ROLLBACK").await.map(drop),
        }
    }

    async fn close(_: SqliteConnection) {}
}
