use std::{cell::Cell, sync::Arc, time::Instant};

use metrics::{gauge, histogram};
use sea_orm::sqlx::{self, Pool};

use crate::database::Database;

tokio::task_local! {
    /// Since when a call waits for its first connection.
    static ASKED: Cell<Option<Instant>>;
}

/// Lets `call` tell how long it waits for a connection.
pub(crate) fn with_waiting_told<T>(call: impl Future<Output = T>) -> impl Future<Output = T> {
    ASKED.scope(Cell::new(None), call)
}

/// The call asks for a connection from now on.
pub(crate) fn asks() {
    // Outside of a call nobody waits.
    let _ = ASKED.try_with(|asked| asked.set(Some(Instant::now())));
}

/// The call that runs here has the connection that it asked for.
pub(crate) fn has_got() {
    if let Ok(Some(asked)) = ASKED.try_with(Cell::take) {
        has_waited(asked);
    }
}

/// Somebody who asked for a connection `since` then has it.
pub(crate) fn has_waited(since: Instant) {
    histogram!("tranche_store_wait_seconds").record(since.elapsed().as_secs_f64());
}

/// Tells how many connections a store has.
#[derive(Clone)]
pub struct ConnectionFigures(Arc<Database>);

impl ConnectionFigures {
    pub(crate) const fn of(database: Arc<Database>) -> Self {
        Self(database)
    }

    /// Sets the gauges to what there is now; waits for nothing.
    pub fn tell(&self) {
        self.0.tell_connections();
    }
}

/// Sets the gauges of one pool.
pub(crate) fn tell_pool<D: sqlx::Database>(name: &'static str, pool: &Pool<D>) {
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX).min(pool.size());
    gauge!("tranche_store_connections", "pool" => name, "state" => "idle").set(idle);
    gauge!("tranche_store_connections", "pool" => name, "state" => "in_use").set(pool.size() - idle);
    gauge!("tranche_store_connections_max", "pool" => name).set(pool.options().get_max_connections());
}
