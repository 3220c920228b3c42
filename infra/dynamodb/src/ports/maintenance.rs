use std::sync::Arc;

use application::{Maintenance, MaintenancePeriod, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::Component;
use thiserror::Error;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::{Condition, Update},
    items::{Fields, moment},
    keys::Key,
};

/// The attribute of a gate with the moment since when it has been closed.
const SINCE: &str = "since";
/// The attribute of the first gate with the moment when it lapses.
const UNTIL: &str = "until";
/// The attribute of the first gate while the others are opened after it has lapsed.
const ENDING: &str = "ending";

/// Maintenance can't begin while a process ends the one that has lapsed.
#[derive(Debug, Error)]
#[error("maintenance that has lapsed is just being ended")]
struct Ending;

#[derive(Component)]
#[shaku(interface = Maintenance)]
pub(super) struct DynamoDbMaintenance {
    database: Arc<Database>,
}

/// Every commit requires that one of many gates does not exist. The first gate is closed first and opened last, so it
/// shows maintenance that was begun or ended in part, too.
#[async_trait]
impl Maintenance for DynamoDbMaintenance {
    async fn current(&self) -> Result<Option<MaintenancePeriod>, StoreError> {
        within_deadline(async {
            let Some(gate) = self.database.get(Key::first_gate()).await? else { return Ok(None) };
            let gate = Fields::of("maintenance", gate);
            Ok(Some(MaintenancePeriod { since: gate.moment(SINCE)?, until: gate.optional_moment(UNTIL)? }))
        })
        .await
    }

    async fn begin(&self, now: Timestamp) -> Result<(), StoreError> {
        within_deadline(async {
            if !self.close_first(now, None).await? {
                // It keeps since when it is closed, and how far rows have been loaded.
                let update = Update { remove: vec![UNTIL], ..Update::default() };
                let stays = Condition::All(vec![Condition::EXISTS, Condition::Lacks(ENDING)]);
                if !self.database.update(Key::first_gate(), &update, &stays).await? {
                    return Err(StoreError::Unavailable(Ending.into()));
                }
            }
            self.close_others(now).await
        })
        .await
    }

    async fn begin_until(&self, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
        within_deadline(async {
            if self.close_first(now, Some(until)).await? {
                return self.close_others(now).await;
            }
            match self.current().await? {
                // A request whose answer was lost is repeated, and finds what it wrote. The process that began
                // maintenance without an end may have died before it closed the other gates.
                Some(MaintenancePeriod { since, until }) if since == now || until.is_none() => {
                    self.close_others(since).await
                }
                _ => Ok(()),
            }
        })
        .await
    }

    async fn prolong(&self, since: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
        let update = Update { set: vec![(UNTIL, moment(until))], ..Update::default() };
        let is_own = vec![Condition::Is(SINCE, moment(since)), Condition::Has(UNTIL), Condition::Lacks(ENDING)];
        within_deadline(self.database.update(Key::first_gate(), &update, &Condition::All(is_own))).await
    }

    async fn end(&self) -> Result<(), StoreError> {
        within_deadline(self.open()).await
    }

    /// It is marked first: maintenance that began in between would have its gates opened.
    async fn end_lapsed(&self, by: Timestamp) -> Result<bool, StoreError> {
        let update = Update { set: vec![(ENDING, moment(by))], ..Update::default() };
        within_deadline(async {
            if !self.database.update(Key::first_gate(), &update, &Condition::AtMost(UNTIL, moment(by))).await? {
                return Ok(false);
            }
            self.open().await.map(|()| true)
        })
        .await
    }
}

impl DynamoDbMaintenance {
    /// Closes the first gate, unless it is closed.
    async fn close_first(&self, since: Timestamp, until: Option<Timestamp>) -> Result<bool, StoreError> {
        let set = until.map(|until| (UNTIL, moment(until))).into_iter().chain([(SINCE, moment(since))]);
        let update = Update { set: set.collect(), ..Update::default() };
        self.database.update(Key::first_gate(), &update, &Condition::IS_ABSENT).await
    }

    async fn close_others(&self, since: Timestamp) -> Result<(), StoreError> {
        self.database.put_all(Key::other_gates().map(|gate| (gate, vec![(SINCE, moment(since))])).collect()).await
    }

    async fn open(&self) -> Result<(), StoreError> {
        self.database.delete_all(Key::other_gates().collect()).await?;
        self.database.delete_all(vec![Key::first_gate()]).await
    }
}
