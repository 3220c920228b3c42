use std::time::Duration;

use sea_orm::{
    DbBackend,
    sqlx::{self, Connection, Database},
};

use super::{damage::Damage, no_connection::Cause};

/// How connections to a database of one engine are opened.
pub(crate) type Options<E> = <<E as Database>::Connection as Connection>::Options;

/// What a connection has in progress when it is returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfinished {
    /// A call whose result is not read completely.
    Call,
    /// A transaction, perhaps with a call in it.
    Transaction,
    /// The end of a transaction that was requested and not confirmed.
    End,
}

/// The behaviour of the connections of one engine.
pub(crate) trait Engine: Database {
    /// SeaORM's name of it.
    const BACKEND: DbBackend;
    /// Whether connections lead to a server, which must be notified when they are closed.
    const HAS_SERVER: bool;
    /// Begins a transaction. An engine with one lock for all writes takes it at once: a transaction that takes it later
    /// may fail, however long it waits.
    const BEGIN: &'static str;
    /// The timeout for cleaning a connection that is returned with something in progress, once its call has timed out.
    const CLEAN_WITHIN: Duration;

    /// Whether the error is a temporary refusal: the server is starting or full.
    fn refuses_for_a_moment(error: &sqlx::Error) -> bool;

    /// What an error of a call means for the connection.
    fn damage(error: &sqlx::Error) -> Damage;

    /// Whether a new connection leads to a database that can store all values.
    fn check_database(connection: &mut Self::Connection) -> impl Future<Output = Result<(), Cause>> + Send;

    /// The damage to a clean connection, by its age and the time since its last use.
    fn idle_damage(
        connection: &mut Self::Connection,
        age: Duration,
        unused: Duration,
    ) -> impl Future<Output = Damage> + Send;

    /// Ends what is in progress, and rolls the open transaction back.
    fn clean(
        connection: &mut Self::Connection,
        unfinished: Unfinished,
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send;

    /// Closes a connection of which a server must be notified.
    fn close(connection: Self::Connection) -> impl Future<Output = ()> + Send;
}
