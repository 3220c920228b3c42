use std::{
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{ConnectOptions, Connection, Executor, postgres::PgConnectOptions};
use tokio::runtime::Builder;

use crate::Result;

/// A database on a server, dropped with this.
pub(crate) struct PostgresDatabase {
    server: PgConnectOptions,
    name: String,
    pub(crate) url: String,
}

impl PostgresDatabase {
    /// An empty database.
    pub(crate) fn make(server: &str) -> Result<Self> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("benchmark_{}_{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let options: PgConnectOptions = server.parse()?;
        let (before, parameters) = server.split_once('?').map_or((server, None), |(url, query)| (url, Some(query)));
        let (host, _) = before.rsplit_once('/').ok_or("the URL of the server names no database")?;
        let parameters = parameters.map(|query| format!("?{query}")).unwrap_or_default();
        let database = Self { server: options, url: format!("{host}/{name}{parameters}"), name };
        database.execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", database.name))?;
        database.execute(&format!("CREATE DATABASE {}", database.name))?;
        Ok(database)
    }

    fn execute(&self, statement: &str) -> Result<()> {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        Builder::new_current_thread().enable_all().build()?.block_on(async {
            let mut connection = self.server.connect().await?;
            connection.execute(statement).await?;
            connection.close().await?;
            Ok(())
        })
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        if let Err(error) = self.execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)) {
            eprintln!("benchmark: the database {} stays: {error}", self.name);
        }
    }
}
