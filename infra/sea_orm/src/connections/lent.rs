use async_trait::async_trait;
use deadpool::managed::Object;
use sea_orm::{
    DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement,
    sqlx::{self, AssertSqlSafe, Connection as _, Executor, IntoArguments},
};
use sea_query_sqlx::SqlxValues;
use tokio::{runtime::Handle, time::timeout};

use super::{Connector, Engine, connection::AnyConnection};

/// A connection out of a pool, which goes back when this is dropped.
///
/// It goes back at once where it is at rest. Where a call was given up in the middle, or a transaction was left open, it is
/// brought to rest first, and closed if that takes too long.
pub(crate) struct Lent<E: Engine> {
    /// There until the end.
    connection: Option<Object<Connector<E>>>,
    /// Whether the last call ended well, or there was none.
    is_at_rest: bool,
    is_in_transaction: bool,
}

impl<E: Engine> From<Object<Connector<E>>> for Lent<E> {
    fn from(connection: Object<Connector<E>>) -> Self {
        Self { connection: Some(connection), is_at_rest: true, is_in_transaction: false }
    }
}

impl<E: Engine> Lent<E> {
    /// The connection for a call, which may be given up from now on.
    fn begin_call(&mut self) -> &mut E::Connection {
        self.is_at_rest = false;
        #[expect(clippy::expect_used, reason = "it is taken out when this is dropped")]
        self.connection.as_mut().expect("a connection until the end")
    }

    fn end_call<T>(&mut self, outcome: Result<T, sqlx::Error>) -> Result<T, RuntimeErr> {
        self.is_at_rest = outcome.is_ok();
        outcome.map_err(|error| RuntimeErr::SqlxError(error.into()))
    }
}

#[async_trait]
impl<E> AnyConnection for Lent<E>
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
        self.is_in_transaction = true;
        self.execute_unprepared(E::BEGIN).await?;
        Ok(())
    }

    async fn end(&mut self, sql: &str) -> Result<(), DbErr> {
        self.execute_unprepared(sql).await?;
        self.is_in_transaction = false;
        Ok(())
    }
}

/// The statement, prepared once in each connection. SeaORM made it: what comes from outside is bound.
fn query<E>(statement: Statement) -> sqlx::query::Query<'static, E, SqlxValues>
where
    E: Engine,
    SqlxValues: IntoArguments<E>,
{
    let values = statement.values.unwrap_or_else(|| sea_orm::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

impl<E: Engine> Drop for Lent<E> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if self.is_at_rest && !self.is_in_transaction {
            return;
        }
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(bring_to_rest(connection, self.is_in_transaction))),
            // The process ends.
            Err(_) => drop(Object::take(connection)),
        }
    }
}

/// What was begun is undone, and what is still to come is read; a connection for which that takes too long leaves its place.
async fn bring_to_rest<E: Engine>(mut connection: Object<Connector<E>>, is_in_transaction: bool) {
    let come_to_rest =
        async { if is_in_transaction { E::roll_back(&mut connection).await } else { connection.ping().await } };
    if !matches!(timeout(E::REST_WITHIN, come_to_rest).await, Ok(Ok(()))) {
        drop(Object::take(connection));
    }
}
