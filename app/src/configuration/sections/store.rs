use std::time::Duration;

use secrecy::ExposeSecret;

use crate::configuration::{
    kinds::{boolean, milliseconds, number},
    reader::Reader,
    secrets::Given,
    sources::Sources,
    store_url::StoreUrl,
};

const DEFAULT_URL: &str = "sqlite://data/tranche.db";

/// The store of all data.
#[derive(Clone, Debug)]
pub struct Store {
    /// The kind of store, and where it is.
    pub url: StoreUrl,
    /// The most connections; `None` for the store's default.
    pub max_connections: Option<u32>,
    /// How long a call waits for a connection.
    pub acquire_timeout: Duration,
    /// Whether the server migrates the schema.
    pub migrate_on_start: bool,
}

impl Store {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            url: url(reader),
            max_connections: reader
                .key("store.max_connections")
                .means("The most connections to the store, {bounds}.")
                .means("SQLite: those that read (4).")
                .means("PostgreSQL: all of this process (10).")
                .means("DynamoDB: the requests in flight (64).")
                .otherwise("the store's default")
                .optional(number(1..=10_000)),
            acquire_timeout: reader
                .key("store.acquire_timeout_ms")
                .means("How long a request waits for a store connection before it is refused with 503, {bounds}.")
                .or(Duration::from_secs(2), milliseconds(1..=60_000)),
            migrate_on_start: reader
                .key("store.migrate_on_start")
                .means("Whether the server migrates the store's schema at its start.")
                .means("Otherwise run `tranche migrate up` first.")
                .or(true, boolean()),
        }
    }
}

/// The URL, given directly or in a file: it may hold a password.
fn url(reader: &mut Reader<'_>) -> StoreUrl {
    let given = reader
        .key("store.url")
        .means("The store of all data.")
        .means("SQLite: `sqlite://PATH` (`sqlite:///PATH` from the root).")
        .means("PostgreSQL: `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.")
        .means(
            "PostgreSQL's certificate is verified, unless the server is on this machine or the URL ends in `?sslmode=` \
             and `disable`, `require` or `verify-ca`.",
        )
        .means("DynamoDB: `dynamodb://TABLE?region=REGION`, with `&endpoint=URL` where the table is not at AWS.")
        .means("Memory: `memory:`, which forgets everything at the end of the process.")
        .otherwise(format!("`{DEFAULT_URL}`"))
        .secret();
    let text = match (given.secrets.first(), &given.origin) {
        (Some(secret), _) => secret.expose_secret(),
        (None, Some(_)) => "",
        (None, None) => DEFAULT_URL,
    };
    let url = StoreUrl::parse(text).and_then(|url| match left_behind(&given, reader.sources) {
        Some(file) => Err(format!(
            "names `{url}`, but the data is in {file:?}: earlier versions took white space at the end of this value for a \
             part of the file's name. With every server stopped, give that file, and those beside it whose names continue \
             with `-wal` and `-shm`, the name without it"
        )),
        None => Ok(url),
    });
    match url {
        Ok(url) => {
            reader.shown.set(&given.name, Some(url.to_string().into()), given.origin);
            url
        }
        Err(reason) => {
            reader.report(given.diagnostic(reason));
            // A stand-in, which is never opened.
            StoreUrl::Memory
        }
    }
}

/// The file that earlier versions created if the URL of SQLite ended in white space.
fn left_behind(given: &Given, sources: &Sources) -> Option<String> {
    let before = StoreUrl::parse(given.untrimmed.first()?.expose_secret()).ok()?;
    let file = sources.resolve(&before.file()?);
    file.exists().then(|| file.display().to_string())
}
