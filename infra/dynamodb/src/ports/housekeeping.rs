use std::{sync::Arc, time::Duration};

use application::{Housekeeping, StoreError};
use async_trait::async_trait;
use domain::{Session, Timestamp};
use futures_util::{StreamExt, stream};
use shaku::Component;
use strum::VariantArray;
use tokio::time::Instant;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::Condition,
    items::{EXPIRES_AT, Fields, moment},
    keys::{Expiring, Index, Key, List, moment_sort_key},
    reads::{Query, Range, Source},
    stored::Stored,
};

/// The limit of concurrent deletions.
const AT_ONCE: usize = 16;
/// How long one run removes items; the next run removes the rest.
const BUDGET: Duration = Duration::from_millis(2_500);

#[derive(Component)]
#[shaku(interface = Housekeeping)]
pub(super) struct DynamoDbHousekeeping {
    database: Arc<Database>,
}

/// Expired items are found by the index, and checked again in the table. DynamoDB removes them too, a day or more
/// later: so nothing stays forever, even without housekeeping.
#[async_trait]
impl Housekeeping for DynamoDbHousekeeping {
    async fn purge_expired(&self, now: Timestamp, at_most: u16) -> Result<u64, StoreError> {
        let end = Instant::now() + BUDGET;
        within_deadline(async {
            let mut purged = 0;
            for &kind in Expiring::VARIANTS {
                purged += self.purge(kind, now, at_most, end).await?;
            }
            Ok(purged)
        })
        .await
    }
}

impl DynamoDbHousekeeping {
    async fn purge(&self, kind: Expiring, now: Timestamp, at_most: u16, end: Instant) -> Result<u64, StoreError> {
        let query = |partition| Query {
            source: Source::Index(Index::ByTime),
            partition,
            range: Range::Up { first: None, last: Some(moment_sort_key(now)) },
            filter: None,
        };
        let queries = List::Expiring(kind).partitions().map(query).collect();
        let expired = self.database.first_of_all(queries, at_most.into()).await?;
        let keys: Vec<Key> =
            expired.into_iter().map(|entry| Fields::of("expiring", entry).key()).collect::<Result<_, _>>()?;
        let mut removals = stream::iter(keys).map(|key| self.remove(kind, key, now)).buffer_unordered(AT_ONCE);
        let mut purged = 0;
        while let Some(removed) = removals.next().await {
            purged += u64::from(removed?);
            if Instant::now() > end {
                break;
            }
        }
        Ok(purged)
    }

    /// Removes the item unless its expiry was extended; returns whether it existed.
    async fn remove(&self, kind: Expiring, key: Key, now: Timestamp) -> Result<bool, StoreError> {
        let is_expired = Condition::AtMost(EXPIRES_AT, moment(now));
        let Some(removed) = self.database.delete(key, &is_expired).await? else { return Ok(false) };
        if kind == Expiring::Sessions {
            // The session's entry with its user. If it stays behind, it is expired too, and DynamoDB removes it.
            let session = Session::read(removed)?;
            self.database.delete(Key::session_of(session.user_id(), session.id()), &is_expired).await?;
        }
        Ok(true)
    }
}
