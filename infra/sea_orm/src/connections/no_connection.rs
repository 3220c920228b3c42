use std::{sync::Arc, time::Duration};

use sea_orm::sqlx;
use thiserror::Error;

/// There is no connection to a database, for this reason.
#[derive(Clone, Debug, Error)]
#[error("no connection to {database}")]
pub(crate) struct NoConnection {
    database: Arc<str>,
    #[source]
    cause: Arc<Cause>,
}

/// Why there is no connection.
#[derive(Debug, Error)]
pub(crate) enum Cause {
    /// The error of the system or the server.
    #[error(transparent)]
    Refused(#[from] sqlx::Error),
    /// Neither responded.
    #[error("no answer within {0:?}")]
    Silent(Duration),
    /// The database can't store all values.
    #[error(transparent)]
    Unsuitable(#[from] Unsuitable),
    /// Other callers use every connection.
    #[error("all {most} were in use for {waited:?}; `store.max_connections` sets the limit")]
    AllInUse { most: usize, waited: Duration },
    /// The database was replaced by another.
    #[error("its connections are being closed")]
    Closed,
}

/// The database is reachable and can't store all values. The text says what to do.
#[derive(Clone, Debug, Error)]
#[error("{0}")]
pub(crate) struct Unsuitable(pub(crate) String);

impl NoConnection {
    pub(super) const fn new(database: Arc<str>, cause: Arc<Cause>) -> Self {
        Self { database, cause }
    }

    pub(crate) fn cause(&self) -> &Cause {
        &self.cause
    }
}
