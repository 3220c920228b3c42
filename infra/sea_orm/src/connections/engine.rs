use std::time::Duration;

use sea_orm::{
    DbBackend,
    sqlx::{self, Connection, Database},
};

use super::{damage::Damage, no_connection::Cause};

/// How connections to a database of one engine are made.
pub(crate) type Options<E> = <<E as Database>::Connection as Connection>::Options;

/// What a connection is in the middle of when it is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfinished {
    /// A call, of which there is more to read.
    Call,
    /// A transaction, in which there may be a call.
    Transaction,
    /// The end of a transaction, which was asked for and of which no answer was read.
    End,
}

/// What is particular to the connections of one engine.
pub(crate) trait Engine: Database {
    /// What SeaORM calls it.
    const BACKEND: DbBackend;
    /// Whether connections lead to a server, which must hear of it when they are closed.
    const HAS_SERVER: bool;
    /// Begins a transaction. Where an engine has one lock for all writes, it takes that at once: a transaction that takes it
    /// later may fail, however long it waits.
    const BEGIN: &'static str;
    /// How long a connection that is given back in the middle of something may take to be clean again, once the call that
    /// it is in has timed out.
    const CLEAN_WITHIN: Duration;

    /// Whether the engine could be reached and takes no connections just now.
    fn refuses_for_a_moment(error: &sqlx::Error) -> bool;

    /// What an error of a call says about the connection.
    fn damage(error: &sqlx::Error) -> Damage;

    /// Whether a new connection leads to a database that can hold what the store keeps.
    fn check_database(connection: &mut Self::Connection) -> impl Future<Output = Result<(), Cause>> + Send;

    /// What is wrong with a clean connection of this age, which was taken the last time that long ago.
    fn idle_damage(
        connection: &mut Self::Connection,
        age: Duration,
        unused: Duration,
    ) -> impl Future<Output = Damage> + Send;

    /// Ends what is unfinished, and undoes the transaction that is open.
    fn clean(
        connection: &mut Self::Connection,
        unfinished: Unfinished,
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send;

    /// Closes a connection that a server knows.
    fn close(connection: Self::Connection) -> impl Future<Output = ()> + Send;
}
