mod queries;

use std::{str::FromStr, time::Duration};

use sqlx::{
    Pool, Postgres, Sqlite,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use uuid::Uuid;

use crate::{
    access::new_id,
    bodies::WantedItem,
    keys::Position,
    moment::{self, Millis},
};
use queries::{postgres, sqlite};

/// The product's number of connections.
const READERS: u32 = 4;
const CONNECTIONS: u32 = 10;

/// The product's database, opened as the product opens it: the same durability and number of connections.
pub(crate) enum Store {
    Sqlite { readers: Pool<Sqlite>, writer: Pool<Sqlite> },
    Postgres(Pool<Postgres>),
}

pub(crate) struct ProductRow {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) price_amount: Option<i64>,
    pub(crate) price_currency: Option<String>,
    pub(crate) stock: Option<i64>,
    pub(crate) created_at: Millis,
    pub(crate) updated_at: Millis,
    pub(crate) version: i64,
}

/// A live session with its active user.
pub(crate) struct SignedIn {
    pub(crate) session: Uuid,
    pub(crate) created_at: Millis,
    pub(crate) last_used_at: Millis,
    pub(crate) expires_at: Millis,
    pub(crate) user: Uuid,
    pub(crate) username: String,
    pub(crate) role: String,
    pub(crate) user_created_at: Millis,
}

/// An order to place.
pub(crate) struct Placement {
    pub(crate) order: Uuid,
    pub(crate) event: Uuid,
    pub(crate) user: Uuid,
    pub(crate) wanted: Vec<WantedItem>,
    pub(crate) request_id: String,
    pub(crate) at: Millis,
}

/// An order that was placed.
pub(crate) struct Placed {
    pub(crate) items: Vec<Item>,
    pub(crate) total: i64,
    pub(crate) currency: String,
}

pub(crate) struct Item {
    pub(crate) product: Uuid,
    pub(crate) name: String,
    pub(crate) quantity: u32,
    pub(crate) unit_amount: i64,
    pub(crate) is_taken: bool,
}

impl Placement {
    pub(crate) fn new(user: Uuid, wanted: Vec<WantedItem>, request_id: &str) -> Self {
        Self {
            order: new_id(),
            event: new_id(),
            user,
            wanted,
            request_id: request_id.to_owned(),
            at: moment::millis(moment::now()),
        }
    }
}

impl Store {
    pub(crate) fn open(url: &str) -> Result<Self, sqlx::Error> {
        if url.starts_with("postgres") {
            let pool = PgPoolOptions::new()
                .max_connections(CONNECTIONS)
                .acquire_timeout(Duration::from_secs(2))
                // The product does not check connections before each use either; so on SQLite.
                .test_before_acquire(false)
                .connect_lazy_with(PgConnectOptions::from_str(url)?);
            return Ok(Self::Postgres(pool));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_millis(3_500));
        let writing = options.clone().journal_mode(SqliteJournalMode::Wal);
        let pool = |connections| SqlitePoolOptions::new().max_connections(connections).test_before_acquire(false);
        Ok(Self::Sqlite {
            readers: pool(READERS).connect_lazy_with(options.pragma("query_only", "ON")),
            writer: pool(1).connect_lazy_with(writing),
        })
    }

    pub(crate) async fn product(&self, id: Uuid) -> Result<Option<ProductRow>, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => sqlite::product(readers, id).await,
            Self::Postgres(pool) => postgres::product(pool, id).await,
        }
    }

    pub(crate) async fn page(&self, after: Option<Position>, limit: i64) -> Result<Vec<ProductRow>, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => sqlite::page(readers, after, limit).await,
            Self::Postgres(pool) => postgres::page(pool, after, limit).await,
        }
    }

    pub(crate) async fn session(&self, user: Uuid, secret_hash: &[u8]) -> Result<Option<SignedIn>, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => sqlite::session(readers, user, secret_hash).await,
            Self::Postgres(pool) => postgres::session(pool, user, secret_hash).await,
        }
    }

    /// Places the order; `None` if a product is absent, has no price, is short, or has another currency than the first.
    pub(crate) async fn place(&self, placement: &Placement) -> Result<Option<Placed>, sqlx::Error> {
        match self {
            Self::Sqlite { writer, .. } => sqlite::place(writer.begin_with("BEGIN IMMEDIATE").await?, placement).await,
            Self::Postgres(pool) => postgres::place(pool.begin().await?, placement).await,
        }
    }
}
