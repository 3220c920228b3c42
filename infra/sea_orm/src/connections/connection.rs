use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::Mutex;

/// A connection to a database of whatever engine, for its holder alone.
pub(crate) struct Connection {
    backend: DbBackend,
    inner: Mutex<Box<dyn AnyConnection>>,
}

/// What can be said over a connection.
#[async_trait]
pub(crate) trait AnyConnection: Send {
    fn backend(&self) -> DbBackend;

    async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr>;

    async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr>;

    /// The first row. Whoever wants no more limits the statement to it.
    async fn fetch_first(&mut self, statement: Statement) -> Result<Option<QueryResult>, DbErr>;

    async fn fetch_all(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr>;

    /// Begins a transaction; where this is given up or fails, one may have begun.
    async fn begin(&mut self) -> Result<(), DbErr>;

    /// Ends the transaction with this statement; where this is given up or fails, it may not have ended.
    async fn end(&mut self, sql: &str) -> Result<(), DbErr>;

    /// The server refuses what it is there for: neither this connection is used again nor one that is as old.
    #[cfg(feature = "postgres")]
    fn refused(&mut self);
}

impl Connection {
    pub(super) fn new(connection: impl AnyConnection + 'static) -> Self {
        Self { backend: connection.backend(), inner: Mutex::new(Box::new(connection)) }
    }

    pub(super) async fn begin(&self) -> Result<(), DbErr> {
        self.inner.lock().await.begin().await
    }

    pub(super) async fn end(&self, sql: &str) -> Result<(), DbErr> {
        self.inner.lock().await.end(sql).await
    }

    /// The server refuses what it is there for, such as writes: another may have its address by now.
    #[cfg(feature = "postgres")]
    pub(crate) fn refused(mut self) {
        self.inner.get_mut().refused();
    }
}

#[async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.inner.lock().await.execute(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner.lock().await.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner.lock().await.fetch_first(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner.lock().await.fetch_all(statement).await
    }
}
