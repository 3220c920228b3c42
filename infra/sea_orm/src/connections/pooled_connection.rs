use std::time::{Duration, Instant};

use async_trait::async_trait;
use deadpool::managed::Object;
use sea_orm::{
    DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement,
    sqlx::{self, AssertSqlSafe, Executor, IntoArguments},
};
use sea_query_sqlx::SqlxValues;
use tokio::{runtime::Handle, time::timeout};

use super::{
    connection::AnyConnection,
    connector::Connector,
    damage::Damage,
    engine::{Engine, Unfinished},
    open::Open,
};
use crate::deadline::DEADLINE;

/// A connection from a pool, which is returned when this is dropped.
///
/// A clean connection is returned at once. After a cancelled call or with an open transaction, it is cleaned first: the
/// server continues with the call until that has timed out, and for so long the connection counts as in use. It is
/// closed if that takes longer, and if it can't be used again.
pub(crate) struct PooledConnection<E: Engine> {
    /// `Some` until the drop.
    connection: Option<Object<Connector<E>>>,
    /// When the call began that is in progress, or was cancelled.
    call_since: Option<Instant>,
    /// Whether the last call failed, so that more of its response may be unread.
    has_failed: bool,
    transaction: TransactionState,
    /// Whether it is closed instead of returned.
    is_useless: bool,
}

/// The state of the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TransactionState {
    None,
    /// It began, or is about to.
    Open,
    /// Its end was requested.
    Ending,
}

impl<E: Engine> From<Object<Connector<E>>> for PooledConnection<E> {
    fn from(connection: Object<Connector<E>>) -> Self {
        Self {
            connection: Some(connection),
            call_since: None,
            has_failed: false,
            transaction: TransactionState::None,
            is_useless: false,
        }
    }
}

impl<E: Engine> PooledConnection<E> {
    #[expect(clippy::expect_used, reason = "it is taken only by the drop")]
    fn open(&mut self) -> &mut Open<E> {
        self.connection.as_mut().expect("a connection until the end")
    }

    /// The connection for a call, which may be cancelled from now on.
    fn begin_call(&mut self) -> &mut E::Connection {
        self.call_since = Some(Instant::now());
        self.open().connection()
    }

    fn end_call<T>(&mut self, outcome: Result<T, sqlx::Error>) -> Result<T, RuntimeErr> {
        self.call_since = None;
        self.has_failed = outcome.is_err();
        outcome.map_err(|error| {
            self.take_damage(E::damage(&error));
            RuntimeErr::SqlxError(error.into())
        })
    }

    fn take_damage(&mut self, damage: Damage) {
        match damage {
            Damage::None => {}
            Damage::Refusal if self.open().outlives_refusal() => {}
            Damage::Connection => self.is_useless = true,
            Damage::Server | Damage::Refusal => {
                self.is_useless = true;
                self.open().outdate_all();
            }
        }
    }

    fn unfinished(&self) -> Option<Unfinished> {
        match self.transaction {
            TransactionState::Ending => Some(Unfinished::End),
            TransactionState::Open => Some(Unfinished::Transaction),
            TransactionState::None => (self.call_since.is_some() || self.has_failed).then_some(Unfinished::Call),
        }
    }
}

#[async_trait]
impl<E> AnyConnection for PooledConnection<E>
where
    E: Engine,
    for<'c> &'c mut E::Connection: Executor<'c, Database = E>,
    SqlxValues: IntoArguments<E>,
    ExecResult: From<E::QueryResult>,
    QueryResult: From<E::Row>,
{
    fn backend(&self) -> DbBackend {
        E::BACKEND
    }

    async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        let outcome = query::<E>(statement).execute(self.begin_call()).await;
        self.end_call(outcome).map(Into::into).map_err(DbErr::Exec)
    }

    async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let outcome = self.begin_call().execute(AssertSqlSafe(sql)).await;
        self.end_call(outcome).map(Into::into).map_err(DbErr::Exec)
    }

    async fn fetch_first(&mut self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let outcome = query::<E>(statement).fetch_optional(self.begin_call()).await;
        Ok(self.end_call(outcome).map_err(DbErr::Query)?.map(Into::into))
    }

    async fn fetch_all(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let outcome = query::<E>(statement).fetch_all(self.begin_call()).await;
        let rows = self.end_call(outcome).map_err(DbErr::Query)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    async fn begin(&mut self) -> Result<(), DbErr> {
        self.transaction = TransactionState::Open;
        let begun = self.execute_unprepared(E::BEGIN).await;
        if begun.is_err() {
            self.transaction = TransactionState::None;
            // The transaction may have begun, and failed to take a lock.
            self.is_useless |= E::HAS_SERVER;
        }
        begun.map(drop)
    }

    async fn end(&mut self, sql: &str) -> Result<(), DbErr> {
        self.transaction = TransactionState::Ending;
        match self.execute_unprepared(sql).await {
            Ok(_) => {
                self.transaction = TransactionState::None;
                Ok(())
            }
            Err(error) => {
                // In most cases the server has ended the transaction: a rollback would be a warning in its log.
                self.is_useless |= E::HAS_SERVER;
                Err(error)
            }
        }
    }

    #[cfg(feature = "postgres")]
    fn refused(&mut self) {
        self.take_damage(Damage::Refusal);
    }
}

/// The statement, prepared once in each connection. Its SQL comes from SeaORM; input is bound.
fn query<E>(statement: Statement) -> sqlx::query::Query<'static, E, SqlxValues>
where
    E: Engine,
    SqlxValues: IntoArguments<E>,
{
    let values = statement.values.unwrap_or_else(|| sea_orm::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

impl<E: Engine> Drop for PooledConnection<E> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if self.is_useless {
            return drop(Object::take(connection));
        }
        let Some(unfinished) = self.unfinished() else { return };
        let still_runs = self.call_since.map_or(Duration::ZERO, |since| DEADLINE.saturating_sub(since.elapsed()));
        let unclean = Unclean(Some(connection));
        // Without a runtime the process is ending.
        if let Ok(runtime) = Handle::try_current() {
            drop(runtime.spawn(unclean.clean(unfinished, still_runs + E::CLEAN_WITHIN)));
        }
    }
}

/// A connection that is returned once it is clean. Dropped before that, for example with its runtime, it leaves the
/// pool and is closed.
struct Unclean<E: Engine>(Option<Object<Connector<E>>>);

impl<E: Engine> Unclean<E> {
    /// Ends what is in progress; a connection for which that times out or fails leaves the pool.
    async fn clean(mut self, unfinished: Unfinished, within: Duration) {
        let Some(connection) = &mut self.0 else { return };
        if matches!(timeout(within, E::clean(connection.connection(), unfinished)).await, Ok(Ok(()))) {
            drop(self.0.take());
        }
    }
}

impl<E: Engine> Drop for Unclean<E> {
    fn drop(&mut self) {
        drop(self.0.take().map(Object::take));
    }
}
