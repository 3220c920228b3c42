use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::Mutex;

/// A connection to a database of any engine, for its owner alone.
pub(crate) struct Connection {
    backend: DbBackend,
    inner: Mutex<Box<dyn AnyConnection>>,
}

/// The operations of a connection.
#[async_trait]
pub(crate) trait AnyConnection: Send {
    fn backend(&self) -> DbBackend;

    async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr>;

    async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr>;

    /// The first row. Callers limit the statement to one.
    async fn fetch_first(&mut self, statement: Statement) -> Result<Option<QueryResult>, DbErr>;

    async fn fetch_all(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr>;

    /// Begins a transaction; after a cancellation or an error, one may have begun.
    async fn begin(&mut self) -> Result<(), DbErr>;

    /// Ends the transaction with this statement; after a cancellation or an error, it may not have ended.
    async fn end(&mut self, sql: &str) -> Result<(), DbErr>;

    /// Reports that the server refused an operation such as a write: neither this connection nor an older one is used
    /// again.
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

    /// Reports that the server refused an operation such as a write: its address may lead to another server by now.
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
