use std::time::Instant;

use metrics::{gauge, histogram};

/// Records how long `taking` a connection takes.
pub(crate) async fn with_wait_recorded<T, E>(taking: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let since = Instant::now();
    let taken = taking.await?;
    has_waited(since);
    Ok(taken)
}

/// Records the wait of a caller that asked for a connection at `since` and has it now.
pub(crate) fn has_waited(since: Instant) {
    histogram!("tranche_store_wait_seconds").record(since.elapsed().as_secs_f64());
}

/// Sets the gauges of one pool.
pub(crate) fn record_connections(pool: &'static str, open: usize, idle: usize, most: usize) {
    let as_f64 = |number: usize| u32::try_from(number).map_or(f64::INFINITY, f64::from);
    gauge!("tranche_store_connections", "pool" => pool, "state" => "idle").set(as_f64(idle));
    gauge!("tranche_store_connections", "pool" => pool, "state" => "in_use").set(as_f64(open - idle.min(open)));
    gauge!("tranche_store_connections_max", "pool" => pool).set(as_f64(most));
}
