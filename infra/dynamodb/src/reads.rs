use std::{collections::HashMap, time::Duration};

use application::StoreError;
use aws_sdk_dynamodb::{
    operation::{query::QueryOutput, scan::ScanOutput},
    types::KeysAndAttributes,
};
use futures_util::future::try_join_all;
use thiserror::Error;

use crate::{
    database::Database,
    expressions::{Condition, Expressions},
    items::{Fields, Item, text},
    keys::{INDEX_SORT, Index, Key, PARTITION, SORT},
};

/// The keys of one request.
const KEYS_AT_ONCE: usize = 100;
/// The pause after a response in which no key was processed.
pub(crate) const PAUSE: Duration = Duration::from_millis(20);
/// The requests of one call that scans the table: so it ends in time.
const SCANS_AT_ONCE: u8 = 4;
/// The most entries that one request evaluates.
const ENTRIES_AT_ONCE: usize = 4_096;

/// A response of DynamoDB lacks a required part.
#[derive(Debug, Error)]
#[error("DynamoDB returned a key that was not requested, or none")]
struct OddAnswer;

/// A part of one partition, in the order of the sort keys.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) source: Source,
    pub(crate) partition: String,
    pub(crate) range: Range,
    /// The filter of items.
    pub(crate) filter: Option<Condition>,
}

/// The location of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// In the table: reads see every acknowledged write.
    Table,
    /// In an index, which is a little behind the table.
    Index(Index),
}

/// A range of sort keys, and the direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Range {
    /// Ascending, from the first to the last, both included.
    Up { first: Option<String>, last: Option<String> },
    /// Descending, of those before the first of these and not before the second.
    Down { before: Option<String>, last: Option<String> },
}

impl Range {
    /// Everything after a sort key, ascending.
    pub(crate) fn up_from(after: Option<String>) -> Self {
        Self::Up { first: after.map(next_sort_key), last: None }
    }

    /// Everything before a sort key, descending.
    pub(crate) const fn down_from(before: Option<String>) -> Self {
        Self::Down { before, last: None }
    }

    /// The rest of the range after a sort key.
    pub(crate) fn behind(self, sort_key: String) -> Self {
        match self {
            Self::Up { last, .. } => Self::Up { first: Some(next_sort_key(sort_key)), last },
            Self::Down { last, .. } => Self::Down { before: Some(sort_key), last },
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Up { first: Some(first), last: Some(last) } => first > last,
            Self::Down { before: Some(before), last: Some(last) } => last >= before,
            Self::Up { .. } | Self::Down { .. } => false,
        }
    }

    const fn is_up(&self) -> bool {
        matches!(self, Self::Up { .. })
    }
}

/// The least text greater than `sort_key` that could be a sort key: sort keys have no character below the first visible
/// one.
pub(crate) fn next_sort_key(sort_key: String) -> String {
    sort_key + "!"
}

/// The greatest text less than `sort_key` that could be a sort key of its length: sort keys have no character above the
/// last visible one.
fn previous_sort_key(mut sort_key: String) -> String {
    let last = sort_key.pop().and_then(|last| char::from_u32(u32::from(last).checked_sub(1)?));
    sort_key.extend(last.into_iter().chain(['~']));
    sort_key
}

impl Source {
    const fn partition(self) -> &'static str {
        match self {
            Self::Table => PARTITION,
            Self::Index(index) => index.partition(),
        }
    }

    const fn sort(self) -> &'static str {
        match self {
            Self::Table => SORT,
            Self::Index(_) => INDEX_SORT,
        }
    }

    /// The sort key of an item in this source.
    pub(crate) fn sort_key(self, item: &Item) -> &str {
        item.get(self.sort()).and_then(|sort_key| sort_key.as_s().ok()).map(String::as_str).unwrap_or_default()
    }
}

impl Database {
    /// The item with this key.
    pub(crate) async fn get(&self, key: Key) -> Result<Option<Item>, StoreError> {
        let key = Some(key.into_attributes());
        let answer = self.send(|client| {
            client.get_item().table_name(self.table()).set_key(key.clone()).consistent_read(true).send()
        });
        Ok(answer.await.map_err(StoreError::from)?.item.inspect(|item| self.observe(item)))
    }

    /// The existing items with these keys.
    pub(crate) async fn get_all(&self, keys: Vec<Key>) -> Result<HashMap<Key, Item>, StoreError> {
        let batches = keys.chunks(KEYS_AT_ONCE).map(|keys| self.get_batch(keys));
        Ok(try_join_all(batches).await?.into_iter().flatten().collect())
    }

    async fn get_batch(&self, keys: &[Key]) -> Result<Vec<(Key, Item)>, StoreError> {
        let mut wanted: Vec<Item> = keys.iter().cloned().map(Key::into_attributes).collect();
        let mut found = Vec::with_capacity(wanted.len());
        // DynamoDB may process a part of the keys, if the response is large or the load is high.
        while !wanted.is_empty() {
            let request = KeysAndAttributes::builder().set_keys(Some(wanted.clone())).consistent_read(true).build();
            let request = request.map_err(|error| StoreError::Unexpected(error.into()))?;
            let answer = self
                .send(|client| client.batch_get_item().request_items(self.table(), request.clone()).send())
                .await
                .map_err(StoreError::from)?;
            for item in answer.responses.into_iter().flat_map(HashMap::into_values).flatten() {
                self.observe(&item);
                found.push((Key::of(&item).ok_or_else(|| StoreError::Unexpected(OddAnswer.into()))?, item));
            }
            let left = answer.unprocessed_keys.into_iter().flat_map(HashMap::into_values);
            let asked = wanted.len();
            wanted = left.flat_map(|left| left.keys).collect();
            if wanted.len() == asked {
                tokio::time::sleep(PAUSE).await;
            }
        }
        Ok(found)
    }

    /// The first `limit` items of these partitions together, in the order of their sort keys.
    pub(crate) async fn first_of_all(&self, queries: Vec<Query>, limit: usize) -> Result<Vec<Item>, StoreError> {
        let Some((source, is_up)) = queries.first().map(|query| (query.source, query.range.is_up())) else {
            return Ok(Vec::new());
        };
        let parts = try_join_all(queries.into_iter().map(|query| self.first(query, limit))).await?;
        let mut items: Vec<Item> = parts.into_iter().flatten().collect();
        items.sort_by(|one, other| source.sort_key(one).cmp(source.sort_key(other)));
        if !is_up {
            items.reverse();
        }
        items.truncate(limit);
        Ok(items)
    }

    /// The first `limit` items of a partition.
    pub(crate) async fn first(&self, query: Query, limit: usize) -> Result<Vec<Item>, StoreError> {
        let mut found: Vec<Item> = Vec::new();
        let (mut start, mut at_once) = (None, limit.min(ENTRIES_AT_ONCE));
        if query.range.is_empty() {
            return Ok(found);
        }
        while found.len() < limit {
            let answer = self.page(&query, start, at_once).await?;
            let items = answer.items.unwrap_or_default();
            for item in &items {
                self.observe(item);
            }
            found.extend(items);
            start = answer.last_evaluated_key;
            if start.is_none() {
                break;
            }
            // A filter that lets few items through is evaluated in larger steps.
            at_once = (at_once * 4).min(ENTRIES_AT_ONCE);
        }
        found.truncate(limit);
        Ok(found)
    }

    async fn page(&self, query: &Query, start: Option<Item>, limit: usize) -> Result<QueryOutput, StoreError> {
        let mut expressions = Expressions::default();
        let condition = expressions.condition(&query.key_condition());
        let filter = query.filter.as_ref().map(|filter| expressions.condition(filter));
        let answer = self.send(|client| {
            let request = client
                .query()
                .table_name(self.table())
                .key_condition_expression(&condition)
                .set_filter_expression(filter.clone())
                .set_expression_attribute_names(expressions.names())
                .set_expression_attribute_values(expressions.values())
                .set_exclusive_start_key(start.clone())
                .scan_index_forward(query.range.is_up())
                .set_limit(i32::try_from(limit).ok());
            match query.source {
                Source::Table => request.consistent_read(true),
                Source::Index(index) => request.index_name(index.name()),
            }
            .send()
        });
        answer.await.map_err(StoreError::from)
    }

    /// The first `limit` items after `after` whose partitions have this prefix, in the table's own order, and the key
    /// after which more may follow. After a number of requests, these are fewer.
    pub(crate) async fn scan(
        &self,
        prefix: &str,
        after: Option<Key>,
        limit: usize,
    ) -> Result<(Vec<Item>, Option<Key>), StoreError> {
        let (mut found, mut start) = (Vec::new(), after.map(Key::into_attributes));
        let mut at_once = limit.min(ENTRIES_AT_ONCE);
        for _ in 0..SCANS_AT_ONCE {
            let answer = self.scan_page(prefix, start, at_once).await?;
            found.extend(answer.items.unwrap_or_default());
            start = answer.last_evaluated_key;
            if start.is_none() || found.len() >= limit {
                break;
            }
            // A table that has few of them is scanned in larger steps.
            at_once = (at_once * 4).min(ENTRIES_AT_ONCE);
        }
        if found.len() > limit {
            found.truncate(limit);
            start = found.last().cloned();
        }
        Ok((found, start.as_ref().and_then(Key::of)))
    }

    async fn scan_page(&self, prefix: &str, start: Option<Item>, limit: usize) -> Result<ScanOutput, StoreError> {
        let mut expressions = Expressions::default();
        // No key has a character above the last visible one of ASCII.
        let filter = Condition::Between(PARTITION, text(prefix), text(format!("{prefix}\u{7f}")));
        let filter = expressions.condition(&filter);
        let answer = self.send(|client| {
            client
                .scan()
                .table_name(self.table())
                .filter_expression(&filter)
                .set_expression_attribute_names(expressions.names())
                .set_expression_attribute_values(expressions.values())
                .set_exclusive_start_key(start.clone())
                .set_limit(i32::try_from(limit).ok())
                .consistent_read(true)
                .send()
        });
        answer.await.map_err(StoreError::from)
    }

    /// Records the stamp of what was read, so that later writes get greater stamps.
    fn observe(&self, item: &Item) {
        if let Some(stamp) = Fields::stamp(item) {
            self.stamps.observe(stamp);
        }
    }
}

impl Query {
    fn key_condition(&self) -> Condition {
        let (sort, sort_key) = (self.source.sort(), |sort_key: &String| text(sort_key.as_str()));
        let of_partition = Condition::Is(self.source.partition(), text(self.partition.as_str()));
        let in_range = match &self.range {
            Range::Up { first: Some(first), last: Some(last) } => {
                Condition::Between(sort, sort_key(first), sort_key(last))
            }
            Range::Up { first: Some(first), last: None } => Condition::AtLeast(sort, sort_key(first)),
            Range::Up { first: None, last: Some(last) } => Condition::AtMost(sort, sort_key(last)),
            Range::Down { before: Some(before), last: None } => Condition::Below(sort, sort_key(before)),
            Range::Down { before: None, last: Some(last) } => Condition::AtLeast(sort, sort_key(last)),
            // Both ends of a condition on two are included.
            Range::Down { before: Some(before), last: Some(last) } => {
                Condition::Between(sort, sort_key(last), text(previous_sort_key(before.clone())))
            }
            Range::Up { first: None, last: None } | Range::Down { before: None, last: None } => return of_partition,
        };
        Condition::All(vec![of_partition, in_range])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_goes_on_behind_what_was_read() {
        let last = Some("9".to_owned());
        let up = Range::Up { first: None, last: last.clone() };
        assert_eq!(up.behind("5".to_owned()), Range::Up { first: Some("5!".to_owned()), last });
        let down = Range::Down { before: None, last: Some("1".to_owned()) };
        let rest = Range::Down { before: Some("5".to_owned()), last: Some("1".to_owned()) };
        assert_eq!(down.behind("5".to_owned()), rest);
    }

    #[test]
    fn a_range_whose_end_comes_first_is_empty() {
        let range = |first: &str, last: &str| Range::Up { first: Some(first.to_owned()), last: Some(last.to_owned()) };
        assert!(range("5!", "5").is_empty());
        assert!(!range("5", "5").is_empty());
        assert!(!Range::up_from(None).is_empty());
        let down =
            |before: &str, last: &str| Range::Down { before: Some(before.to_owned()), last: Some(last.to_owned()) };
        assert!(down("5", "5").is_empty());
        assert!(!down("5!", "5").is_empty());
        assert!(!Range::down_from(None).is_empty());
    }

    #[test]
    fn no_sort_key_lies_between_two_neighbours() {
        let moment = "000001795000000";
        for (before, key) in [
            ("0199b1a4-7c00-7000-8000-00000000000a", "0199b1a4-7c00-7000-8000-00000000000b"),
            ("0199b1a4-7c00-7000-8000-000000000009", "0199b1a4-7c00-7000-8000-00000000000a"),
            ("0199b1a4-7c00-7000-8000-0000000000ff", "0199b1a4-7c00-7000-8000-000000000100"),
        ] {
            let [before, key] = [before, key].map(|id| format!("{moment}#{id}"));
            let bound = previous_sort_key(key.clone());
            assert!(before < bound && bound < key, "{before} {bound} {key}");
        }
    }

    #[test]
    fn a_page_down_to_a_moment_ends_before_its_first_key() {
        assert_eq!(previous_sort_key("000001795000000".to_owned()), "00000179500000/~");
    }
}
