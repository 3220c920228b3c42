use std::any::Any;

use crate::{Result, postgres::PostgresDatabase};

/// The engine of the measured store.
pub(crate) enum Engine {
    Sqlite,
    /// The URL of a server where databases may be created.
    Postgres(String),
}

/// A store that a measure has for itself.
pub(crate) struct Store {
    pub(crate) url: String,
    /// It lives as long as the store.
    _guard: Option<Box<dyn Any + Send + Sync>>,
}

impl Engine {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// An empty store: in the folder of the programs that open it, or on the server.
    pub(crate) fn make_store(&self) -> Result<Store> {
        match self {
            Self::Sqlite => Ok(Store { url: "sqlite://store.db".to_owned(), _guard: None }),
            Self::Postgres(server) => {
                let database = PostgresDatabase::make(server)?;
                Ok(Store { url: database.url.clone(), _guard: Some(Box::new(database)) })
            }
        }
    }
}
