use thiserror::Error;

/// Why a URL is not valid for a store. The message does not contain the URL: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidUrl {
    /// The scheme is that of no engine here.
    #[error("no engine of this build has a URL with this scheme")]
    Scheme,
    /// It is not valid for a SQLite store.
    #[cfg(feature = "sqlite")]
    #[error(transparent)]
    Sqlite(#[from] crate::sqlite::url::InvalidSqliteUrl),
    /// It is not valid for a PostgreSQL store.
    #[cfg(feature = "postgres")]
    #[error(transparent)]
    Postgres(#[from] crate::postgres::url::InvalidPostgresUrl),
}
