use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use deadpool::managed::{Pool, PoolError, QueueMode};
use tokio::{sync::Semaphore, time::timeout};

use super::{
    connection::{AnyConnection, Connection},
    connector::Connector,
    engine::{Engine, Options},
    no_connection::{Cause, NoConnection},
    pooled_connection::PooledConnection,
};
use crate::{deadline::DEADLINE, store_metrics};

/// The pooled connections to one database, opened when none is idle; clones share them.
pub(crate) struct Connections<E: Engine> {
    pool: Pool<Connector<E>>,
    timeout: Duration,
    /// The name of the database in errors.
    name: Arc<str>,
    /// The generation before which no idle connection is left.
    swept: Arc<AtomicU64>,
}

impl<E: Engine> Clone for Connections<E> {
    fn clone(&self) -> Self {
        Self {
            pool: self.pool.clone(),
            timeout: self.timeout,
            name: Arc::clone(&self.name),
            swept: Arc::clone(&self.swept),
        }
    }
}

impl<E: Engine> Connections<E> {
    /// At most `most` connections, with the timeout `timeout` for taking one. `name` is the name of the database in
    /// errors.
    pub(crate) fn new(most: u32, timeout: Duration, options: Options<E>, name: String) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX).clamp(1, Semaphore::MAX_PERMITS);
        let connector = Connector::new(options, most, timeout.min(DEADLINE));
        let pool = Pool::builder(connector).max_size(most).queue_mode(QueueMode::Lifo).build();
        #[expect(clippy::expect_used, reason = "only the pool's own timeouts can fail, and it has none")]
        let pool = pool.expect("a pool without timeouts");
        Self { pool, timeout, name: name.into(), swept: Arc::default() }
    }

    /// Callers get no more connections, and those in use are closed when they are returned.
    #[cfg(feature = "sqlite")]
    pub(crate) fn close(&self) {
        self.pool.close();
    }

    /// Closes those that were last taken longer ago than this.
    #[cfg(feature = "postgres")]
    pub(crate) fn close_unused(&self, longest: Duration) {
        self.pool.retain(|_, metrics| metrics.last_used() < longest);
    }

    /// Sets the gauges to the present values.
    pub(crate) fn record(&self, name: &'static str) {
        let status = self.pool.status();
        store_metrics::record_connections(name, status.size, status.available, status.max_size);
    }
}

impl<E: Engine> Connections<E>
where
    PooledConnection<E>: AnyConnection,
{
    /// Takes a connection for the caller alone.
    pub(crate) async fn take(&self) -> Result<Connection, NoConnection> {
        self.close_outdated();
        let cause = match timeout(self.timeout, self.pool.get()).await {
            Ok(Ok(taken)) => return Ok(Connection::new(PooledConnection::from(taken))),
            Ok(Err(PoolError::Backend(cause))) => cause,
            Ok(Err(_)) => Arc::new(Cause::Closed),
            Err(_) => self.cause_of_waiting(),
        };
        Err(NoConnection::new(Arc::clone(&self.name), cause))
    }

    /// Closes idle ones of earlier generations, which would otherwise stay open until they are taken.
    fn close_outdated(&self) {
        let present = self.pool.manager().present_generation();
        if self.swept.load(Ordering::Acquire) != present && self.swept.swap(present, Ordering::AcqRel) != present {
            self.pool.retain(|open, _| !open.is_outdated());
        }
    }

    /// Why taking a connection timed out.
    fn cause_of_waiting(&self) -> Arc<Cause> {
        self.pool
            .manager()
            .trouble()
            .unwrap_or_else(|| Arc::new(Cause::AllInUse { most: self.pool.status().max_size, waited: self.timeout }))
    }
}
