use std::time::Duration;

use sea_orm::{
    DbBackend,
    sqlx::{self, Connection, Database},
};

/// How connections to a database of one engine are made.
pub(crate) type Options<E> = <<E as Database>::Connection as Connection>::Options;

/// What is particular to the connections of one engine.
pub(crate) trait Engine: Database {
    /// What SeaORM calls it.
    const BACKEND: DbBackend;
    /// Begins a transaction. Where an engine has one lock for all writes, it takes that at once: a transaction that takes it
    /// later may fail, however long it waits.
    const BEGIN: &'static str;
    /// How long a connection may take to come to rest that is given back in the middle of something.
    const REST_WITHIN: Duration;

    /// Whether the engine could be reached and takes no connections just now.
    fn refuses_for_a_moment(error: &sqlx::Error) -> bool;

    /// Whether a connection can be used that came to rest, is of this age, and was taken the last time that long ago.
    fn is_usable(
        connection: &mut Self::Connection,
        age: Duration,
        unused: Duration,
    ) -> impl Future<Output = bool> + Send;

    /// Undoes the transaction that is open.
    fn roll_back(connection: &mut Self::Connection) -> impl Future<Output = Result<(), sqlx::Error>> + Send;
}
