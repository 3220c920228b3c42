use std::time::Duration;

/// Where the database is, and how it is used.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `sqlite://` and the path of a file: `sqlite://data/tranche.db` is relative, `sqlite:///var/lib/tranche.db` is not. Or
    /// `postgres://user:password@host:5432/database`.
    pub url: String,
    /// The most connections (of SQLite, that read); the engine's own default where there is none.
    pub max_connections: Option<u32>,
    /// How long a call waits for a connection.
    pub acquire_timeout: Duration,
}
