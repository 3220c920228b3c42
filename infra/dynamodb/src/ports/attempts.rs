use std::{collections::HashMap, sync::Arc};

use application::{Adjustments, Attempts, AttemptsKey, AttemptsMade, Quota, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::{Condition, Update},
    items::{
        self, EXPIRES_AT,
        attempts::{COUNT, first},
        moment, number,
    },
    keys::Key,
    transactions::{Action, Operation, Outcome},
};

#[derive(Component)]
#[shaku(interface = Attempts)]
pub(super) struct DynamoDbAttempts {
    database: Arc<Database>,
}

/// An expression can't say "in a new window if none is running", so counters are read first. The write holds only while
/// they are in the window that was read, or still in none; otherwise they are read again, until the deadline.
#[async_trait]
impl Attempts for DynamoDbAttempts {
    async fn read(&self, keys: &[AttemptsKey], now: Timestamp) -> Result<Vec<Option<AttemptsMade>>, StoreError> {
        within_deadline(async {
            let running = self.running(keys, now).await?;
            Ok(keys.iter().map(|key| running.get(key).copied()).collect())
        })
        .await
    }

    async fn take(&self, quotas: &[Quota], now: Timestamp) -> Result<Result<(), Timestamp>, StoreError> {
        let keys: Vec<AttemptsKey> = quotas.iter().map(|quota| quota.key.clone()).collect();
        within_deadline(async {
            loop {
                let running = self.running(&keys, now).await?;
                let made = |quota: &Quota| running.get(&quota.key).copied();
                if let Some(until) = quotas.iter().filter_map(|quota| full_until(quota, made(quota), now)).max() {
                    return Ok(Err(until));
                }
                let counts: Vec<Operation> = quotas.iter().map(|quota| count(quota, made(quota), now)).collect();
                if self.database.transact(&counts).await? == Outcome::Done {
                    return Ok(Ok(()));
                }
            }
        })
        .await
    }

    async fn settle(&self, adjustments: Adjustments, now: Timestamp) -> Result<(), StoreError> {
        within_deadline(async {
            loop {
                let running = self.running(&adjustments.give_back, now).await?;
                let counted = |key: &&AttemptsKey| running.get(*key).is_some_and(|made| made.count > 0);
                let mut corrections: Vec<Operation> =
                    adjustments.give_back.iter().filter(counted).map(|key| give_back(key, now)).collect();
                corrections.extend(adjustments.clear.iter().map(clear));
                corrections.extend(adjustments.mark.iter().map(|(key, window)| anew(key, now.after(*window), None)));
                if self.database.transact(&corrections).await? == Outcome::Done {
                    return Ok(());
                }
            }
        })
        .await
    }
}

impl DynamoDbAttempts {
    /// The counters among these whose window is running.
    async fn running(
        &self,
        keys: &[AttemptsKey],
        now: Timestamp,
    ) -> Result<HashMap<AttemptsKey, AttemptsMade>, StoreError> {
        let mut found = self.database.get_all(keys.iter().map(Key::attempts).collect()).await?;
        let mut running = HashMap::new();
        for key in keys {
            let Some(item) = found.remove(&Key::attempts(key)) else { continue };
            let made = items::attempts::made(item)?;
            if now < made.until {
                running.insert(key.clone(), made);
            }
        }
        Ok(running)
    }
}

/// When the window of a full counter ends; a counter with the limit zero is full even before its window begins.
fn full_until(quota: &Quota, made: Option<AttemptsMade>, now: Timestamp) -> Option<Timestamp> {
    let (count, until) = made.map_or_else(|| (0, now.after(quota.window)), |made| (made.count, made.until));
    (count >= quota.limit).then_some(until)
}

/// Counts one attempt in the running window, or in a new one.
fn count(quota: &Quota, made: Option<AttemptsMade>, now: Timestamp) -> Operation {
    if made.is_none() {
        let is_over = Condition::Any(vec![Condition::IS_ABSENT, Condition::AtMost(EXPIRES_AT, moment(now))]);
        return anew(&quota.key, now.after(quota.window), Some(is_over));
    }
    let has_room = Condition::Below(COUNT, number(quota.limit));
    Operation {
        key: Key::attempts(&quota.key),
        action: Action::Update(Update { increase: vec![(COUNT, number(1))], ..Update::default() }),
        condition: Some(Condition::All(vec![is_running(now), has_room])),
    }
}

/// Begins a window that ends then, with one attempt.
fn anew(key: &AttemptsKey, until: Timestamp, condition: Option<Condition>) -> Operation {
    Operation { key: Key::attempts(key), action: Action::Put(first(key, until)), condition }
}

fn give_back(key: &AttemptsKey, now: Timestamp) -> Operation {
    Operation {
        key: Key::attempts(key),
        action: Action::Update(Update { decrease: vec![(COUNT, number(1))], ..Update::default() }),
        condition: Some(Condition::All(vec![is_running(now), Condition::Above(COUNT, number(0))])),
    }
}

fn clear(key: &AttemptsKey) -> Operation {
    Operation { key: Key::attempts(key), action: Action::Delete, condition: None }
}

fn is_running(now: Timestamp) -> Condition {
    Condition::Above(EXPIRES_AT, moment(now))
}
