use std::sync::Arc;

use application::{Direction, EventFilter, EventPosition, Events, StoreError, StoredEvent};
use async_trait::async_trait;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::Condition,
    items::{self, Fields, Item, text},
    keys::{ACTOR, Index, KIND, Key, List, events_of, moment_and_id, moment_sort_key},
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
    /// Events are stored with their subject. Those of an actor, and those of all, are found by an index, which is a
    /// little behind the table. There is none by kind: the kind is in both indexes, whose entries are filtered by it.
    async fn list(
        &self,
        filter: &EventFilter,
        direction: Direction,
        after: Option<EventPosition>,
        limit: u16,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let range = range(filter, direction, after);
        let actor = filter.actor.map(|actor| actor.to_string());
        let of_kind = filter.kind.map(|kind| Condition::Is(KIND, text(kind.as_str())));
        if let Some(subject) = &filter.subject {
            let by_actor = actor.map(|actor| Condition::Is(ACTOR, text(actor)));
            let conditions: Vec<Condition> = by_actor.into_iter().chain(of_kind).collect();
            let filter = (!conditions.is_empty()).then_some(Condition::All(conditions));
            let query = Query { source: Source::Table, partition: events_of(subject), range, filter };
            return within_deadline(async {
                let found = self.database.first(query, limit.into()).await?;
                found.into_iter().map(items::events::event).collect()
            })
            .await;
        }
        let (index, partitions) = match actor {
            Some(actor) => (Index::ByActor, vec![actor]),
            None => (Index::ByTime, List::Events.partitions().collect()),
        };
        let entries = EntryList { source: Source::Index(index), partitions, range, filter: of_kind };
        let wanted = |item| items::events::event(item).map(Some);
        within_deadline(entries.read(&self.database, limit, named, wanted)).await
    }
}

fn range(filter: &EventFilter, direction: Direction, after: Option<EventPosition>) -> Range {
    // No event has the sort key of a moment alone: those of the moment come after it.
    let (from, until) = (filter.from.map(moment_sort_key), filter.until.map(moment_sort_key));
    let after = after.map(|after| moment_and_id(after.at, after.id));
    match direction {
        Direction::Ascending => Range::Up { first: from.max(after.map(next_sort_key)), last: until },
        Direction::Descending => Range::Down { before: after.into_iter().chain(until).min(), last: from },
    }
}

/// The event of an entry in an index.
fn named(entry: &Item) -> Result<Key, StoreError> {
    Fields::of("event_entries", entry.clone()).key()
}
