use std::{fmt, time::Duration};

use thiserror::Error;
use url::{Host, Url, form_urlencoded};

/// The URL of the table, and limits for its use.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `dynamodb://TABLE?region=REGION`, and `&endpoint=URL` for a server that is not AWS.
    pub url: String,
    /// The most concurrent requests, each of which takes a connection; `None` means 64.
    pub max_connections: Option<u32>,
    /// The timeout of a request that waits for its turn.
    pub acquire_timeout: Duration,
}

/// The parsed URL of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The name of the table.
    pub table: String,
    /// The AWS region.
    pub region: String,
    /// The endpoint; `None` means that of AWS.
    pub endpoint: Option<Url>,
}

/// Why a URL is not valid for a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidUrl {
    /// The scheme is another one.
    #[error("a DynamoDB store has a URL like dynamodb://tranche?region=eu-central-1")]
    Scheme,
    /// The table is missing or its name is invalid.
    #[error(
        "a table's name has 3 to 255 of the characters A-Z, a-z, 0-9, `.`, `_` and `-`: dynamodb://tranche?region=..."
    )]
    Table,
    /// The region is missing or invalid.
    #[error("the URL of a DynamoDB store names its region: dynamodb://tranche?region=eu-central-1")]
    Region,
    /// The endpoint is not a plain address of a server.
    #[error(
        "the endpoint of a DynamoDB store is like https://host or http://127.0.0.1:8000, without path, user or query"
    )]
    Endpoint,
    /// A parameter is unknown or repeated.
    #[error("the URL of a DynamoDB store takes the parameters region and endpoint, each once")]
    Parameter,
}

impl Location {
    /// Parses the URL of a store.
    ///
    /// # Errors
    /// [`InvalidUrl`] says what is wrong with the URL.
    pub fn parse(url: &str) -> Result<Self, InvalidUrl> {
        let rest = url.strip_prefix("dynamodb://").ok_or(InvalidUrl::Scheme)?;
        let (table, query) = rest.split_once('?').unwrap_or((rest, ""));
        if !is_table(table) {
            return Err(InvalidUrl::Table);
        }
        let (mut region, mut endpoint) = (None, None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let before = match &*name {
                "region" => region.replace(value.into_owned()),
                "endpoint" => endpoint.replace(value.into_owned()),
                _ => return Err(InvalidUrl::Parameter),
            };
            if before.is_some() {
                return Err(InvalidUrl::Parameter);
            }
        }
        let region = region.filter(|region| is_region(region)).ok_or(InvalidUrl::Region)?;
        let endpoint = endpoint.map(|endpoint| parse_endpoint(&endpoint)).transpose()?;
        Ok(Self { table: table.to_owned(), region, endpoint })
    }

    /// Whether requests go to an emulator of DynamoDB, that is, to a server without TLS.
    pub(crate) fn is_emulated(&self) -> bool {
        self.endpoint.as_ref().is_some_and(|endpoint| endpoint.scheme() == "http")
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.endpoint {
            Some(endpoint) => write!(formatter, "`{}` of {endpoint}", self.table),
            None => write!(formatter, "`{}` in {}", self.table, self.region),
        }
    }
}

fn is_table(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (3..=255).contains(&name.len()) && name.bytes().all(fits)
}

/// Whether it can be part of a host name.
fn is_region(name: &str) -> bool {
    (1..=63).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn parse_endpoint(text: &str) -> Result<Url, InvalidUrl> {
    let url = Url::parse(text).map_err(|_| InvalidUrl::Endpoint)?;
    let has_host = url.host().is_some_and(|host| host != Host::Domain(""));
    let is_plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    let is_known = matches!(url.scheme(), "http" | "https");
    if has_host && is_plain && is_anonymous && is_known { Ok(url) } else { Err(InvalidUrl::Endpoint) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(table: &str, region: &str, endpoint: Option<&str>) -> Location {
        let endpoint = endpoint.map(|url| Url::parse(url).unwrap());
        Location { table: table.to_owned(), region: region.to_owned(), endpoint }
    }

    #[test]
    fn a_url_names_table_region_and_perhaps_an_endpoint() {
        for (url, expected) in [
            ("dynamodb://tranche?region=eu-central-1", location("tranche", "eu-central-1", None)),
            (
                "dynamodb://My.Table_1-x?endpoint=http://127.0.0.1:8000&region=local",
                location("My.Table_1-x", "local", Some("http://127.0.0.1:8000/")),
            ),
            (
                "dynamodb://abc?region=us-gov-east-1&endpoint=https%3A%2F%2Fdynamodb.example",
                location("abc", "us-gov-east-1", Some("https://dynamodb.example")),
            ),
        ] {
            assert_eq!(Location::parse(url), Ok(expected), "{url}");
        }
    }

    #[test]
    fn urls_of_no_table_are_refused_with_what_is_wrong() {
        for (url, refusal) in [
            ("", InvalidUrl::Scheme),
            ("dynamodb:tranche?region=x", InvalidUrl::Scheme),
            ("postgres://localhost/tranche", InvalidUrl::Scheme),
            ("dynamodb://?region=x", InvalidUrl::Table),
            ("dynamodb://ab?region=x", InvalidUrl::Table),
            ("dynamodb://tranche/x?region=x", InvalidUrl::Table),
            ("dynamodb://user@tranche?region=x", InvalidUrl::Table),
            (&format!("dynamodb://{}?region=x", "x".repeat(256)), InvalidUrl::Table),
            ("dynamodb://tranche", InvalidUrl::Region),
            ("dynamodb://tranche?region=", InvalidUrl::Region),
            ("dynamodb://tranche?region=eu.evil.example/", InvalidUrl::Region),
            ("dynamodb://tranche?region=x&endpoint=", InvalidUrl::Endpoint),
            ("dynamodb://tranche?region=x&endpoint=127.0.0.1:8000", InvalidUrl::Endpoint),
            ("dynamodb://tranche?region=x&endpoint=ftp://host", InvalidUrl::Endpoint),
            ("dynamodb://tranche?region=x&endpoint=http://user@host", InvalidUrl::Endpoint),
            ("dynamodb://tranche?region=x&endpoint=http://host/path", InvalidUrl::Endpoint),
            ("dynamodb://tranche?region=x&region=y", InvalidUrl::Parameter),
            ("dynamodb://tranche?region=x&table=y", InvalidUrl::Parameter),
        ] {
            assert_eq!(Location::parse(url), Err(refusal), "{url:?}");
        }
    }

    #[test]
    fn a_server_without_tls_is_no_server_of_aws() {
        let is_emulated = |url| Location::parse(url).map(|location| location.is_emulated());
        assert_eq!(is_emulated("dynamodb://tranche?region=x"), Ok(false));
        assert_eq!(is_emulated("dynamodb://tranche?region=x&endpoint=https://host"), Ok(false));
        assert_eq!(is_emulated("dynamodb://tranche?region=x&endpoint=http://127.0.0.1:8000"), Ok(true));
    }
}
