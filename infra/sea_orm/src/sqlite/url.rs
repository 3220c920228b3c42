use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a URL is not valid for a SQLite store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidSqliteUrl {
    /// The scheme is another.
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
}

/// The path in the URL of a SQLite store, taken literally.
///
/// # Errors
/// [`InvalidSqliteUrl`] says what is wrong with the URL.
pub fn path_of(url: &str) -> Result<PathBuf, InvalidSqliteUrl> {
    let rest = url.strip_prefix("sqlite:").ok_or(InvalidSqliteUrl::Scheme)?;
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.contains(":memory:") || path.contains("mode=memory") {
        return Err(InvalidSqliteUrl::Memory);
    }
    if path.contains(['?', '#']) {
        return Err(InvalidSqliteUrl::Parameters);
    }
    if path.is_empty() || path.ends_with('/') || Path::new(path).file_name().is_none() {
        return Err(InvalidSqliteUrl::NoFile);
    }
    Ok(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_without_a_third_slash() {
        assert_eq!(path_of("sqlite://data/tranche.db"), Ok(PathBuf::from("data/tranche.db")));
        assert_eq!(path_of("sqlite:tranche.db"), Ok(PathBuf::from("tranche.db")));
        assert_eq!(path_of("sqlite:///var/lib/a b%20c.db"), Ok(PathBuf::from("/var/lib/a b%20c.db")));
    }

    #[test]
    fn urls_of_no_file_are_refused_with_what_is_wrong() {
        let cases = [
            ("sqlite::memory:", InvalidSqliteUrl::Memory),
            ("sqlite://:memory:", InvalidSqliteUrl::Memory),
            ("sqlite://x.db?mode=memory", InvalidSqliteUrl::Memory),
            ("sqlite://x.db?mode=ro", InvalidSqliteUrl::Parameters),
            ("sqlite://", InvalidSqliteUrl::NoFile),
            ("sqlite://data/", InvalidSqliteUrl::NoFile),
            ("sqlite://..", InvalidSqliteUrl::NoFile),
            ("mysql://localhost/tranche", InvalidSqliteUrl::Scheme),
            ("", InvalidSqliteUrl::Scheme),
        ];
        for (url, refusal) in cases {
            assert_eq!(path_of(url), Err(refusal), "{url:?}");
        }
        assert!(InvalidSqliteUrl::Memory.to_string().contains("the URL memory:"));
    }
}
