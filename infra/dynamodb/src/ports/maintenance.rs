use std::sync::Arc;

use application::{Maintenance, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::{Condition, Update},
    items::{Fields, moment},
    keys::Key,
};

/// The attribute of a gate with the moment since when it has been closed.
const SINCE: &str = "since";

#[derive(Component)]
#[shaku(interface = Maintenance)]
pub(super) struct DynamoDbMaintenance {
    database: Arc<Database>,
}

/// Every commit requires that one of many gates does not exist. The first gate is closed first and opened last, so it
/// shows maintenance that was begun or ended in part, too.
#[async_trait]
impl Maintenance for DynamoDbMaintenance {
    async fn since(&self) -> Result<Option<Timestamp>, StoreError> {
        within_deadline(async {
            let gate = self.database.get(Key::first_gate()).await?;
            gate.map(|gate| Fields::of("maintenance", gate).moment(SINCE)).transpose()
        })
        .await
    }

    async fn begin(&self, now: Timestamp) -> Result<(), StoreError> {
        let first = Update { set: vec![(SINCE, moment(now))], ..Update::default() };
        let closed = |gate| (gate, vec![(SINCE, moment(now))]);
        within_deadline(async {
            // It stays as it is, if it is closed: it has since when, and how far rows have been loaded.
            self.database.update(Key::first_gate(), &first, &Condition::IS_ABSENT).await?;
            self.database.put_all(Key::other_gates().map(closed).collect()).await
        })
        .await
    }

    async fn end(&self) -> Result<(), StoreError> {
        within_deadline(async {
            self.database.delete_all(Key::other_gates().collect()).await?;
            self.database.delete_all(vec![Key::first_gate()]).await
        })
        .await
    }
}
