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

    /// The statement with `values`, in the order of the parameters in the statement that `made` builds.
    pub(crate) fn with(
        &self,
        backend: DbBackend,
        values: impl IntoIterator<Item = Value>,
        made: impl FnOnce(DbBackend) -> Statement,
    ) -> Statement {
        let text = match backend {
            DbBackend::Postgres => &self.postgres,
            _ => &self.sqlite,
        };
        let sql = text.get_or_init(|| made(backend).sql).clone();
        Statement { sql, values: Some(Values(values.into_iter().collect())), db_backend: backend }
    }
}
