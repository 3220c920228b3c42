use std::{fmt, path::PathBuf};

#[cfg(feature = "postgres")]
use secrecy::{ExposeSecret, SecretString};

#[cfg(feature = "sqlite")]
use super::path;

/// The configured store. One that is not part of this build is refused by name.
#[derive(Clone, Debug)]
pub enum StoreUrl {
    /// SQLite, by a URL that names a file: `sqlite://PATH`.
    #[cfg(feature = "sqlite")]
    Sqlite(String),
    /// PostgreSQL, by a URL that may hold a password: `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
    #[cfg(feature = "postgres")]
    Postgres(SecretString),
    /// A table of DynamoDB: `dynamodb://TABLE?region=REGION`, and `&endpoint=URL` where it is not at AWS.
    #[cfg(feature = "dynamodb")]
    DynamoDb(String),
    /// The memory of this process.
    Memory,
}

impl StoreUrl {
    /// Parses a store's URL.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        const KNOWN: &str = "must be `sqlite://PATH`, `postgres://USER:PASSWORD@HOST/DATABASE`, \
                             `dynamodb://TABLE?region=REGION` or `memory:`";
        if text == "memory:" {
            return Ok(Self::Memory);
        }
        match text.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => Self::parse_sqlite(text),
            Some("postgres" | "postgresql") => Self::parse_postgres(text),
            Some("dynamodb") => Self::parse_dynamodb(text),
            _ => Err(KNOWN.to_owned()),
        }
    }

    #[cfg(feature = "sqlite")]
    fn parse_sqlite(text: &str) -> Result<Self, String> {
        match sea_orm_store::sqlite_path(text) {
            Ok(path) => path::check(&path).map(|()| Self::Sqlite(text.to_owned())),
            Err(invalid) => Err(invalid.to_string()),
        }
    }

    #[cfg(not(feature = "sqlite"))]
    fn parse_sqlite(_: &str) -> Result<Self, String> {
        Err(absent("SQLite", "sqlite"))
    }

    #[cfg(feature = "postgres")]
    fn parse_postgres(text: &str) -> Result<Self, String> {
        match sea_orm_store::check_postgres_url(text) {
            Ok(()) => Ok(Self::Postgres(text.into())),
            Err(invalid) => Err(invalid.to_string()),
        }
    }

    #[cfg(not(feature = "postgres"))]
    fn parse_postgres(_: &str) -> Result<Self, String> {
        Err(absent("PostgreSQL", "postgres"))
    }

    #[cfg(feature = "dynamodb")]
    fn parse_dynamodb(text: &str) -> Result<Self, String> {
        match dynamodb_store::Location::parse(text) {
            Ok(_) => Ok(Self::DynamoDb(text.to_owned())),
            Err(invalid) => Err(invalid.to_string()),
        }
    }

    #[cfg(not(feature = "dynamodb"))]
    fn parse_dynamodb(_: &str) -> Result<Self, String> {
        Err(absent("DynamoDB", "dynamodb"))
    }

    /// The file that holds the data, if there is one.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(url) => sea_orm_store::sqlite_path(url).ok(),
            _ => None,
        }
    }

    /// The file beside which development keeps its secrets, as long as there is data that depends on them.
    pub(super) fn file_of_secrets(&self) -> Option<PathBuf> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => self.file(),
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Some("data/postgres".into()),
            #[cfg(feature = "dynamodb")]
            Self::DynamoDb(_) => Some("data/dynamodb".into()),
            Self::Memory => None,
        }
    }
}

#[cfg(not(all(feature = "sqlite", feature = "postgres", feature = "dynamodb")))]
fn absent(store: &str, feature: &str) -> String {
    format!("this binary is built without {store}: run `cargo run --features {feature}`, or name another store")
}

impl fmt::Display for StoreUrl {
    /// Without credentials.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(url) => formatter.write_str(url),
            #[cfg(feature = "postgres")]
            Self::Postgres(url) => match url::Url::parse(url.expose_secret()) {
                Ok(url) => {
                    let user = if url.username().is_empty() { "" } else { "[set]@" };
                    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
                    let host = url.host_str().unwrap_or_default();
                    write!(formatter, "postgres://{user}{host}{port}{}", url.path())
                }
                Err(_) => formatter.write_str("postgres://[set]"),
            },
            #[cfg(feature = "dynamodb")]
            Self::DynamoDb(url) => formatter.write_str(url),
            Self::Memory => formatter.write_str("memory:"),
        }
    }
}
