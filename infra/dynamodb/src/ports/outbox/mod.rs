mod places;

pub(super) use places::KnownPlaces;

use std::{collections::HashMap, sync::Arc};

use application::{DeadLetter, EventId, Failure, LONGEST_CLAIM, Outbox, OutboxPosition, PendingEvent, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use futures_util::future::try_join_all;
use shaku::Component;
use uuid::Uuid;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::{Condition, Update},
    items::{
        self, EXPIRES_AT, moment,
        outbox::{attempted, given_up, untried},
        text,
    },
    keys::{DEAD_LETTERS, Key, List},
    reads::{Query, Range, Source},
    transactions::{Action, Operation, Outcome},
};

/// The attribute with whoever has the lease.
const HOLDER: &str = "holder";

#[derive(Component)]
#[shaku(interface = Outbox)]
pub(super) struct DynamoDbOutbox {
    database: Arc<Database>,
    known: KnownPlaces,
}

/// Entries stand by the stamps of their commits, in partitions by their subjects. They are known to others by the ids of
/// their events: where those stand, this process remembers from having read them, and looks where it does not.
#[async_trait]
impl Outbox for DynamoDbOutbox {
    async fn claim(&self, holder: Uuid, now: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
        let lease = vec![(HOLDER, text(holder.to_string())), (EXPIRES_AT, moment(until))];
        let is_free = Condition::Any(vec![
            Condition::IS_ABSENT,
            Condition::Is(HOLDER, text(holder.to_string())),
            Condition::AtMost(EXPIRES_AT, moment(now)),
            Condition::Above(EXPIRES_AT, moment(now.after(LONGEST_CLAIM))),
        ]);
        within_deadline(self.database.put(Key::outbox_lease(), lease, &is_free)).await
    }

    async fn release(&self, holder: Uuid) -> Result<(), StoreError> {
        let is_own = Condition::Is(HOLDER, text(holder.to_string()));
        within_deadline(async { self.database.delete(Key::outbox_lease(), &is_own).await.map(drop) }).await
    }

    async fn pending(&self, after: Option<&OutboxPosition>, limit: u16) -> Result<Vec<PendingEvent>, StoreError> {
        let range = Range::up_from(after.map(|after| after.0.clone()));
        within_deadline(async {
            let entries = self.database.first_of_all(all_partitions(&range), limit.into()).await?;
            let entries = entries.into_iter().map(items::outbox::pending).collect::<Result<Vec<_>, _>>()?;
            self.known.remember(entries.iter().map(|entry| (entry.event.id, key(entry))));
            Ok(entries)
        })
        .await
    }

    async fn remove(&self, events: &[EventId]) -> Result<(), StoreError> {
        within_deadline(async {
            let places = self.places(events).await?;
            self.database.delete_all(places.into_values().collect()).await?;
            self.known.forget(events);
            Ok(())
        })
        .await
    }

    async fn postpone(&self, event: EventId, attempts: u32, due_at: Timestamp) -> Result<(), StoreError> {
        let postponement = Update { set: attempted(attempts, due_at), ..Update::default() };
        within_deadline(async {
            for key in self.places(&[event]).await?.into_values() {
                self.database.update(key, &postponement, &Condition::EXISTS).await?;
            }
            Ok(())
        })
        .await
    }

    async fn bury(&self, event: EventId, failure: Failure) -> Result<(), StoreError> {
        within_deadline(async {
            for key in self.places(&[event]).await?.into_values() {
                let Some(entry) = self.database.get(key.clone()).await? else { continue };
                let entry = items::outbox::pending(entry)?;
                let burial = [
                    Operation { key, action: Action::Delete, condition: Some(Condition::EXISTS) },
                    Operation {
                        key: Key::dead_letter(event),
                        action: Action::Put(given_up(&entry.event, &failure)),
                        condition: None,
                    },
                ];
                // Where it is gone meanwhile, it stays gone.
                self.database.transact(&burial).await?;
            }
            self.known.forget(&[event]);
            Ok(())
        })
        .await
    }

    async fn dead_letters(&self, after: Option<EventId>, limit: u16) -> Result<Vec<DeadLetter>, StoreError> {
        let query = Query {
            source: Source::Table,
            partition: DEAD_LETTERS.to_owned(),
            range: Range::up_from(after.map(|after| after.to_string())),
            filter: None,
        };
        within_deadline(async {
            let letters = self.database.first(query, limit.into()).await?;
            letters.into_iter().map(items::outbox::dead_letter).collect()
        })
        .await
    }

    async fn revive(&self, event: EventId, now: Timestamp) -> Result<bool, StoreError> {
        within_deadline(async {
            let Some(letter) = self.database.get(Key::dead_letter(event)).await? else { return Ok(false) };
            let letter = items::outbox::dead_letter(letter)?;
            // To read the last entries is to give stamps behind them from now on.
            self.database.first_of_all(all_partitions(&Range::Down { before: None }), 1).await?;
            let stamp = *self.database.stamps.reserve(now, 1).start();
            let key = Key::outbox_entry(letter.event.subject, stamp, event);
            let revival = [
                Operation { key: Key::dead_letter(event), action: Action::Delete, condition: Some(Condition::EXISTS) },
                Operation {
                    key: key.clone(),
                    action: Action::Put(untried(&letter.event, stamp, now)),
                    condition: None,
                },
            ];
            let revived = self.database.transact(&revival).await? == Outcome::Done;
            if revived {
                self.known.remember([(event, key)]);
            }
            Ok(revived)
        })
        .await
    }
}

impl DynamoDbOutbox {
    /// Where those of these events stand that are in the outbox; and perhaps where one stood that is no longer.
    async fn places(&self, events: &[EventId]) -> Result<HashMap<EventId, Key>, StoreError> {
        let mut places = self.known.places(events);
        if events.iter().any(|event| !places.contains_key(event)) {
            let whole = all_partitions(&Range::up_from(None)).into_iter();
            let parts = try_join_all(whole.map(|query| self.database.first(query, usize::MAX))).await?;
            for entry in parts.into_iter().flatten() {
                let entry = items::outbox::pending(entry)?;
                if events.contains(&entry.event.id) {
                    places.insert(entry.event.id, key(&entry));
                }
            }
        }
        Ok(places)
    }
}

fn all_partitions(range: &Range) -> Vec<Query> {
    let query = |partition| Query { source: Source::Table, partition, range: range.clone(), filter: None };
    List::Outbox.partitions().map(query).collect()
}

fn key(entry: &PendingEvent) -> Key {
    Key { partition: List::Outbox.partition_of(entry.event.subject.id().as_bytes()), sort: entry.position.0.clone() }
}
