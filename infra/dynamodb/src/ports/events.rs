use std::sync::Arc;

use application::{EventFilter, EventPosition, Events, StoreError, StoredEvent};
use async_trait::async_trait;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::Condition,
    items::{self, Fields, Item, text},
    keys::{KIND, Key, List, events_of, moment_and_id, moment_sort_key},
    lists::EntryList,
    reads::{Query, Range, Source, next_sort_key},
};

#[derive(Component)]
#[shaku(interface = Events)]
pub(super) struct DynamoDbEvents {
    database: Arc<Database>,
}

#[async_trait]
impl Events for DynamoDbEvents {
    /// Events are stored with their subject. Those of all subjects are found by the index, which is a little behind the
    /// table.
    async fn list(
        &self,
        filter: EventFilter,
        after: Option<EventPosition>,
        limit: u16,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let range = range(filter, after);
        let of_kind = filter.kind.map(|kind| Condition::Is(KIND, text(kind.as_str())));
        if let Some(subject) = filter.subject {
            let query = Query { source: Source::Table, partition: events_of(subject), range, filter: of_kind };
            return within_deadline(async {
                let found = self.database.first(query, limit.into()).await?;
                found.into_iter().map(items::events::event).collect()
            })
            .await;
        }
        let entries = EntryList {
            source: Source::Index,
            partitions: List::Events.partitions().collect(),
            range,
            filter: of_kind,
        };
        let wanted = |item| items::events::event(item).map(Some);
        within_deadline(entries.read(&self.database, limit, named, wanted)).await
    }
}

fn range(filter: EventFilter, after: Option<EventPosition>) -> Range {
    let from = filter.from.map(moment_sort_key);
    let behind = after.map(|after| next_sort_key(moment_and_id(after.at, after.id)));
    // No event has the sort key of a moment alone: those of the moment come after it.
    Range::Up { first: from.max(behind), last: filter.until.map(moment_sort_key) }
}

/// The event of an entry in the index.
fn named(entry: &Item) -> Result<Key, StoreError> {
    Fields::of("event_entries", entry.clone()).key()
}
