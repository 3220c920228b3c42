use std::sync::Arc;

use application::{Failure, LONGEST_LEASE, Outbox, OutboxPosition, PendingEvent, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::Component;
use thiserror::Error;
use uuid::Uuid;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::{Condition, Update},
    items::{
        self, EXPIRES_AT, moment,
        outbox::{attempted, given_up},
        text,
    },
    keys::{Key, List},
    reads::{Query, Range, Source},
    transactions::{Action, Operation},
};

/// The attribute with the owner of the lease.
const OWNER: &str = "holder";

#[derive(Component)]
#[shaku(interface = Outbox)]
pub(super) struct DynamoDbOutbox {
    database: Arc<Database>,
}

/// Entries are ordered by the stamps of their commits, in partitions by their subjects.
#[async_trait]
impl Outbox for DynamoDbOutbox {
    async fn acquire(&self, owner: Uuid, now: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
        let lease = vec![(OWNER, text(owner.to_string())), (EXPIRES_AT, moment(until))];
        let is_free = Condition::Any(vec![
            Condition::IS_ABSENT,
            Condition::Is(OWNER, text(owner.to_string())),
            Condition::AtMost(EXPIRES_AT, moment(now)),
            Condition::Above(EXPIRES_AT, moment(now.after(LONGEST_LEASE))),
        ]);
        within_deadline(self.database.put(Key::outbox_lease(), lease, &is_free)).await
    }

    async fn release(&self, owner: Uuid) -> Result<(), StoreError> {
        let is_own = Condition::Is(OWNER, text(owner.to_string()));
        within_deadline(async { self.database.delete(Key::outbox_lease(), &is_own).await.map(drop) }).await
    }

    async fn pending(&self, after: Option<&OutboxPosition>, limit: u16) -> Result<Vec<PendingEvent>, StoreError> {
        let range = Range::up_from(after.map(key).transpose()?.map(|after| after.sort));
        within_deadline(async {
            let entries = self.database.first_of_all(all_partitions(&range), limit.into()).await?;
            entries.into_iter().map(items::outbox::pending).collect()
        })
        .await
    }

    async fn remove(&self, delivered: &[OutboxPosition]) -> Result<(), StoreError> {
        let keys = delivered.iter().map(key).collect::<Result<_, _>>()?;
        within_deadline(self.database.delete_all(keys)).await
    }

    async fn postpone(&self, failed: &OutboxPosition, attempts: u32, due_at: Timestamp) -> Result<(), StoreError> {
        let postponement = Update { set: attempted(attempts, due_at), ..Update::default() };
        let key = key(failed)?;
        within_deadline(async {
            self.database.update(key, &postponement, &Condition::EXISTS).await?;
            Ok(())
        })
        .await
    }

    async fn move_to_dead_letters(&self, failed: &OutboxPosition, failure: Failure) -> Result<(), StoreError> {
        let key = key(failed)?;
        within_deadline(async {
            let Some(entry) = self.database.get(key.clone()).await? else { return Ok(()) };
            let PendingEvent { event, .. } = items::outbox::pending(entry)?;
            let operations = [
                Operation { key, action: Action::Delete, condition: Some(Condition::EXISTS) },
                Operation {
                    key: Key::dead_letter(event.id),
                    action: Action::Put(given_up(&event, &failure)),
                    condition: None,
                },
            ];
            // An event that is missing by now stays missing.
            self.database.transact(&operations).await?;
            Ok(())
        })
        .await
    }
}

impl Database {
    /// Reads the last entries of the outbox, which makes all later stamps of this process greater than theirs.
    pub(super) async fn observe_outbox(&self) -> Result<(), StoreError> {
        self.first_of_all(all_partitions(&Range::down_from(None)), 1).await.map(drop)
    }
}

fn all_partitions(range: &Range) -> Vec<Query> {
    let query = |partition| Query { source: Source::Table, partition, range: range.clone(), filter: None };
    List::Outbox.partitions().map(query).collect()
}

/// The key of the entry at this position.
fn key(position: &OutboxPosition) -> Result<Key, StoreError> {
    Key::of_position(position).ok_or_else(|| StoreError::Unexpected(UnknownPosition.into()))
}

/// A position that this store never returned.
#[derive(Debug, Error)]
#[error("there is no such position in the outbox")]
struct UnknownPosition;
