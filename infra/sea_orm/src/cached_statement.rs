use std::sync::OnceLock;

use sea_orm::{DbBackend, Statement, Value, Values};

/// A cached SQL string: built by SeaORM on first use, reused with new parameters. Building it takes as long as the
/// engine takes to execute it.
pub(crate) struct CachedStatement {
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl CachedStatement {
    pub(crate) const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// The statement with `values`, in the order of the parameters in the statement that `build` returns.
    pub(crate) fn with(
        &self,
        backend: DbBackend,
        values: impl IntoIterator<Item = Value>,
        build: impl FnOnce(DbBackend) -> Statement,
    ) -> Statement {
        let cached = match backend {
            DbBackend::Postgres => &self.postgres,
            _ => &self.sqlite,
        };
        let sql = cached.get_or_init(|| build(backend).sql).clone();
        Statement { sql, values: Some(Values(values.into_iter().collect())), db_backend: backend }
    }
}
