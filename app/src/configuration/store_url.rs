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

type Parse = fn(&str) -> Result<StoreUrl, String>;

/// A kind of store, by what its URLs look like.
struct Scheme {
    store: &'static str,
    /// What stands before the colon. The first is the name of the store's feature of cargo, too.
    names: &'static [&'static str],
    form: &'static str,
    /// Reads such a URL; `None` in a build without the store.
    parse: Option<Parse>,
}

const SCHEMES: &[Scheme] = &[
    Scheme {
        store: "SQLite",
        names: &["sqlite"],
        form: "`sqlite://PATH`",
        #[cfg(feature = "sqlite")]
        parse: Some(StoreUrl::parse_sqlite),
        #[cfg(not(feature = "sqlite"))]
        parse: None,
    },
    Scheme {
        store: "PostgreSQL",
        names: &["postgres", "postgresql"],
        form: "`postgres://USER:PASSWORD@HOST/DATABASE`",
        #[cfg(feature = "postgres")]
        parse: Some(StoreUrl::parse_postgres),
        #[cfg(not(feature = "postgres"))]
        parse: None,
    },
    Scheme {
        store: "DynamoDB",
        names: &["dynamodb"],
        form: "`dynamodb://TABLE?region=REGION`",
        #[cfg(feature = "dynamodb")]
        parse: Some(StoreUrl::parse_dynamodb),
        #[cfg(not(feature = "dynamodb"))]
        parse: None,
    },
    Scheme { store: "memory", names: &["memory"], form: "`memory:`", parse: Some(StoreUrl::parse_memory) },
];

impl StoreUrl {
    /// Parses a store's URL.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let name = text.split_once(':').map(|(name, _)| name);
        let scheme = name.and_then(|name| SCHEMES.iter().find(|scheme| scheme.names.contains(&name)));
        let Scheme { store, names, parse, .. } = scheme.ok_or_else(no_form)?;
        match parse {
            Some(parse) => parse(text),
            None => Err(format!(
                "this binary is built without {store}: run `cargo run --features {}`, or name another store",
                names.first().unwrap_or(store)
            )),
        }
    }

    #[cfg(feature = "sqlite")]
    fn parse_sqlite(text: &str) -> Result<Self, String> {
        match sea_orm_store::sqlite_path(text) {
            Ok(path) => path::check(&path).map(|()| Self::Sqlite(text.to_owned())),
            Err(invalid) => Err(invalid.to_string()),
        }
    }

    #[cfg(feature = "postgres")]
    fn parse_postgres(text: &str) -> Result<Self, String> {
        match sea_orm_store::check_postgres_url(text) {
            Ok(()) => Ok(Self::Postgres(text.into())),
            Err(invalid) => Err(invalid.to_string()),
        }
    }

    #[cfg(feature = "dynamodb")]
    fn parse_dynamodb(text: &str) -> Result<Self, String> {
        match dynamodb_store::Location::parse(text) {
            Ok(_) => Ok(Self::DynamoDb(text.to_owned())),
            Err(invalid) => Err(invalid.to_string()),
        }
    }

    fn parse_memory(text: &str) -> Result<Self, String> {
        if text == "memory:" { Ok(Self::Memory) } else { Err(no_form()) }
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

/// Why a text is the URL of no store.
fn no_form() -> String {
    let forms: Vec<_> = SCHEMES.iter().map(|scheme| scheme.form).collect();
    format!("must be {}", forms.join(" or "))
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
