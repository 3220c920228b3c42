use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a URL is not valid for a store. The message does not contain the URL: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidUrl {
    /// The scheme is unknown.
    #[error("a SQLite store has a URL like sqlite://data/tranche.db")]
    Scheme,
    /// There is no path, or it ends like a directory.
    #[error("the URL of a SQLite store names a file: sqlite://data/tranche.db or sqlite:///var/lib/tranche.db")]
    NoFile,
    /// The database would be in SQLite's memory, and each connection would have its own.
    #[error("a store in memory has the URL memory: (every connection to sqlite::memory: would see another database)")]
    Memory,
    /// There are parameters after the path.
    #[error("the URL of a SQLite store takes no parameters after ? or #")]
    Parameters,
    /// It is not valid for a PostgreSQL store.
    #[cfg(feature = "postgres")]
    #[error(transparent)]
    Postgres(#[from] crate::postgres::url::InvalidPostgresUrl),
}

/// The path in the URL of a SQLite store, taken literally.
///
/// # Errors
/// [`InvalidUrl`] says what is wrong with the URL.
pub fn sqlite_path(url: &str) -> Result<PathBuf, InvalidUrl> {
    let rest = url.strip_prefix("sqlite:").ok_or(InvalidUrl::Scheme)?;
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.contains(":memory:") || path.contains("mode=memory") {
        return Err(InvalidUrl::Memory);
    }
    if path.contains(['?', '#']) {
        return Err(InvalidUrl::Parameters);
    }
    if path.is_empty() || path.ends_with('/') || Path::new(path).file_name().is_none() {
        return Err(InvalidUrl::NoFile);
    }
    Ok(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_without_a_third_slash() {
        assert_eq!(sqlite_path("sqlite://data/tranche.db"), Ok(PathBuf::from("data/tranche.db")));
        assert_eq!(sqlite_path("sqlite:tranche.db"), Ok(PathBuf::from("tranche.db")));
        assert_eq!(sqlite_path("sqlite:///var/lib/a b%20c.db"), Ok(PathBuf::from("/var/lib/a b%20c.db")));
    }

    #[test]
    fn urls_of_no_file_are_refused_with_what_is_wrong() {
        let cases = [
            ("sqlite::memory:", InvalidUrl::Memory),
            ("sqlite://:memory:", InvalidUrl::Memory),
            ("sqlite://x.db?mode=memory", InvalidUrl::Memory),
            ("sqlite://x.db?mode=ro", InvalidUrl::Parameters),
            ("sqlite://", InvalidUrl::NoFile),
            ("sqlite://data/", InvalidUrl::NoFile),
            ("sqlite://..", InvalidUrl::NoFile),
            ("postgres://localhost/tranche", InvalidUrl::Scheme),
            ("", InvalidUrl::Scheme),
        ];
        for (url, refusal) in cases {
            assert_eq!(sqlite_path(url), Err(refusal), "{url:?}");
        }
        assert!(InvalidUrl::Memory.to_string().contains("the URL memory:"));
    }
}
