//! Connections to a database: who takes one has it alone until it is dropped, and most are given back as they are.

mod connection;
mod engine;
mod lent;
mod transaction;

pub(crate) use connection::Connection;
pub(crate) use engine::Engine;
pub(crate) use transaction::Transaction;

use std::time::Duration;

use deadpool::managed::{Manager, Metrics, Pool, PoolError, QueueMode, RecycleError, RecycleResult};
use sea_orm::{
    ConnAcquireErr, DbErr, RuntimeErr,
    sqlx::{self, ConnectOptions},
};
use tokio::time::{sleep, timeout};

use crate::figures;
use connection::AnyConnection;
use engine::Options;
use lent::Lent;

/// Between two tries to connect to a server that takes no connections for the moment, at first and at most.
const PAUSES: (Duration, Duration) = (Duration::from_millis(10), Duration::from_millis(400));

/// The connections to one database, each made when there is none to spare; clones share them.
///
/// A pool of sqlx asks a connection that comes back whether it still works, and the next one to use it waits for the answer. Here
/// only those are asked that come back in the middle of something: a read is one message each way, and not two.
pub(crate) struct Connections<E: Engine> {
    pool: Pool<Connector<E>>,
    patience: Duration,
}

impl<E: Engine> Clone for Connections<E> {
    fn clone(&self) -> Self {
        Self { pool: self.pool.clone(), patience: self.patience }
    }
}

impl<E: Engine> Connections<E> {
    /// At most so many connections, for each of which one waits no longer than `patience`.
    pub(crate) fn new(most: u32, patience: Duration, options: Options<E>) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX).max(1);
        let pool = Pool::builder(Connector { options }).max_size(most).queue_mode(QueueMode::Lifo).build();
        #[expect(clippy::expect_used, reason = "what can fail are timeouts of the pool's own, and it has none")]
        let pool = pool.expect("a pool without timeouts");
        Self { pool, patience }
    }

    /// Whoever waits for a connection gets none any more, and those that are in use are not kept.
    #[cfg(feature = "sqlite")]
    pub(crate) fn close(&self) {
        self.pool.close();
    }

    /// Closes those that were taken the last time longer ago than this.
    #[cfg(feature = "postgres")]
    pub(crate) fn close_unused(&self, longest: Duration) {
        self.pool.retain(|_, metrics| metrics.last_used() < longest);
    }

    /// Sets the gauges to what there is now.
    pub(crate) fn tell(&self, name: &'static str) {
        let status = self.pool.status();
        figures::tell_connections(name, status.size, status.available, status.max_size);
    }
}

impl<E: Engine> Connections<E>
where
    Lent<E>: AnyConnection,
{
    /// A connection for the caller alone.
    pub(crate) async fn take(&self) -> Result<Connection, DbErr> {
        let taken = timeout(self.patience, self.pool.get()).await;
        let taken = taken.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        let taken = taken.map_err(|error| match error {
            PoolError::Backend(error) => DbErr::Conn(RuntimeErr::SqlxError(error.into())),
            _ => DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed),
        })?;
        Ok(Connection::new(Lent::from(taken)))
    }
}

/// Makes connections, and judges those that were used before.
struct Connector<E: Engine> {
    options: Options<E>,
}

impl<E: Engine> Manager for Connector<E> {
    type Type = E::Connection;
    type Error = sqlx::Error;

    /// A server that is about to start refuses for a moment, and so does one with too many connections: for as long as somebody
    /// waits it is tried again.
    async fn create(&self) -> Result<E::Connection, sqlx::Error> {
        let (mut pause, longest) = PAUSES;
        loop {
            // In a box: this is large, and would make every call as large that finds a connection.
            match Box::pin(self.options.connect()).await {
                Err(error) if E::refuses_for_a_moment(&error) => sleep(pause).await,
                outcome => return outcome,
            }
            pause = longest.min(pause * 2);
        }
    }

    async fn recycle(&self, connection: &mut E::Connection, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if E::is_usable(connection, metrics.age(), metrics.last_used()).await {
            return Ok(());
        }
        Err(RecycleError::message("it is of no use any more"))
    }
}
