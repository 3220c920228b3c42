use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::Timestamp;
use shaku::{Component, Interface};
use tracing::warn;

use crate::{Attempts, AttemptsKey, Clock, ErrorChain, Quota, StoreError};

/// Counts the log-ins that were refused for wrong credentials, over all replicas.
///
/// They are counted and not recorded: an event for each would let anyone fill the store. Nor is there a count by
/// account, which would reveal to admins what people type for their names.
#[async_trait]
pub trait RefusedLogIns: Interface {
    /// Counts one more. If the store does not answer, it is not counted, and logged.
    async fn record(&self);

    /// Those of the last day.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn of_last_day(&self) -> Result<RefusedOfDay, StoreError>;
}

/// How many log-ins were refused in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefusedOfDay {
    /// The refused log-ins.
    pub count: u64,
    /// Since when they were counted: the beginning of an hour.
    pub since: Timestamp,
}

const HOUR: Duration = Duration::from_hours(1);
/// The hours of a day before the one that has not ended.
const WHOLE_HOURS: u32 = 23;

/// [`RefusedLogIns`] over a counter in the store for each hour.
#[derive(Component)]
#[shaku(interface = RefusedLogIns)]
pub struct HourlyRefusals {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    attempts: Arc<dyn Attempts>,
}

#[async_trait]
impl RefusedLogIns for HourlyRefusals {
    async fn record(&self) {
        let now = self.clock.now();
        // The window begins within the hour and outlasts the day in which the hour counts.
        let quota = Quota { key: key(now), limit: u32::MAX, window: HOUR * (WHOLE_HOURS + 2) };
        if let Err(error) = self.attempts.take(&[quota], now).await {
            warn!(error = %ErrorChain(&error), "a refused log-in is not counted");
        }
    }

    async fn of_last_day(&self) -> Result<RefusedOfDay, StoreError> {
        let now = self.clock.now();
        let keys: Vec<_> = (0..=WHOLE_HOURS).map(|hours| key(now.before(HOUR * hours))).collect();
        let made = self.attempts.read(&keys, now).await?;
        let count = made.into_iter().flatten().map(|made| u64::from(made.count)).sum();
        Ok(RefusedOfDay { count, since: hour_of(now).before(HOUR * WHOLE_HOURS) })
    }
}

fn key(moment: Timestamp) -> AttemptsKey {
    AttemptsKey::new(&format!("refused-log-ins:{}", hour_of(moment)))
}

/// The beginning of the hour.
fn hour_of(moment: Timestamp) -> Timestamp {
    let millis = moment.unix_millis();
    Timestamp::from_unix_millis(millis - millis % 3_600_000).unwrap_or(moment)
}
