use std::{net::IpAddr, str::FromStr};

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use thiserror::Error;
use url::Url;

/// The names of the parameter that sets how the server is verified.
const SSL_MODES: [&str; 2] = ["sslmode", "ssl-mode"];

/// Why a URL is not valid for a PostgreSQL store. The message does not contain the URL: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidPostgresUrl {
    /// It can't be parsed.
    #[error("a PostgreSQL store has a URL like postgres://user:password@host:5432/database")]
    Unreadable,
    /// It names no database.
    #[error("the URL of a PostgreSQL store names a database: postgres://user:password@host:5432/database")]
    NoDatabase,
}

/// Validates the URL of a PostgreSQL store.
///
/// # Errors
/// [`InvalidPostgresUrl`] says what is wrong with it. An unreachable server shows at the first use.
pub fn check_url(url: &str) -> Result<(), InvalidPostgresUrl> {
    connect_options(url).map(drop)
}

/// The options for connecting to the database of this URL.
///
/// The server's certificate is verified against the root certificates of the system, and must be the host's, unless the
/// URL says otherwise with `sslmode`. A connection within the machine needs no encryption: it is encrypted if the
/// server can.
pub(super) fn connect_options(url: &str) -> Result<PgConnectOptions, InvalidPostgresUrl> {
    let parsed = Url::parse(url).map_err(|_| InvalidPostgresUrl::Unreadable)?;
    let options = PgConnectOptions::from_str(url).map_err(|_| InvalidPostgresUrl::Unreadable)?;
    if options.get_database().is_none_or(str::is_empty) {
        return Err(InvalidPostgresUrl::NoDatabase);
    }
    if parsed.query_pairs().any(|(key, _)| SSL_MODES.contains(&&*key)) {
        return Ok(options);
    }
    let mode = if stays_here(&options) { PgSslMode::Prefer } else { PgSslMode::VerifyFull };
    Ok(options.ssl_mode(mode))
}

/// Whether the connection stays within the machine.
fn stays_here(options: &PgConnectOptions) -> bool {
    let host = options.get_host().trim_start_matches('[').trim_end_matches(']');
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> String {
        format!("{:?}", connect_options(url).unwrap().get_ssl_mode())
    }

    #[test]
    fn a_server_elsewhere_is_verified_unless_the_url_says_otherwise() {
        for host in ["db", "db.example.com", "10.0.0.7", "[2001:db8::1]"] {
            assert_eq!(mode(&format!("postgres://u:p@{host}/shop")), "VerifyFull", "{host}");
            assert_eq!(mode(&format!("postgres://u:p@{host}/shop?sslmode=disable")), "Disable", "{host}");
            assert_eq!(mode(&format!("postgresql://u:p@{host}/shop?sslmode=require")), "Require", "{host}");
        }
        for host in ["127.0.0.1", "localhost", "[::1]", "127.8.8.8:5433"] {
            assert_eq!(mode(&format!("postgres://u:p@{host}/shop")), "Prefer", "{host}");
        }
        assert_eq!(mode("postgres:///shop?host=/run/postgresql"), "Prefer");
    }

    #[test]
    fn only_the_parameter_of_that_name_says_how_a_server_is_verified() {
        for url in [
            "postgres://u:sslmode=disable@db/shop",
            "postgres://sslmode=disable:p@db/shop",
            "postgres://u:p@db/sslmode=disable",
            "postgres://u:p@db/shop?application_name=sslmode=disable",
            "postgres://u:p@db/shop?password=x%26sslmode=disable",
            "postgres://u:p@db/shop?xsslmode=disable",
            "postgres://u:p@db/shop#?sslmode=disable",
            "postgres://u:p@db/shop?SSLMODE=disable",
            "postgres://u:ssl-mode=disable@db/shop",
        ] {
            assert_eq!(mode(url), "VerifyFull", "{url}");
        }
        for url in [
            "postgres://u:p@db/shop?application_name=a&sslmode=require",
            "postgres://u:p@db/shop?ssl-mode=require",
            "postgres://u:p@db/shop?ssl%6Dode=require",
        ] {
            assert_eq!(mode(url), "Require", "{url}");
        }
    }

    #[test]
    fn what_is_no_url_of_a_database_is_refused() {
        assert_eq!(connect_options("postgres://[").err(), Some(InvalidPostgresUrl::Unreadable));
        assert_eq!(connect_options("postgres://h/d?sslmode=maybe").err(), Some(InvalidPostgresUrl::Unreadable));
        for url in ["postgres://localhost", "postgres://localhost/", "postgres://u:secret@h?sslmode=disable"] {
            assert_eq!(connect_options(url).err(), Some(InvalidPostgresUrl::NoDatabase), "{url}");
        }
    }
}
