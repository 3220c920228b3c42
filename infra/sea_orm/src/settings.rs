use std::time::Duration;

/// The URL of the database, and limits for its use.
#[derive(Clone, Debug)]
pub struct Settings {
    /// For SQLite, `sqlite://` and the path of a file: `sqlite://data/tranche.db` is relative,
    /// `sqlite:///var/lib/tranche.db` is absolute. For PostgreSQL, `postgres://user:password@host:5432/database`.
    pub url: String,
    /// The most connections (of SQLite, for reads); `None` means the engine's default.
    pub max_connections: Option<u32>,
    /// The timeout for taking a connection.
    pub acquire_timeout: Duration,
}
