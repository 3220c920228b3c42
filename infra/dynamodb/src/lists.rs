use std::collections::HashMap;

use application::StoreError;

use crate::{
    database::Database,
    expressions::Condition,
    items::Item,
    keys::Key,
    reads::{Query, Range, Source},
};

/// A list whose entries name the listed items, with attributes for filtering.
pub(crate) struct EntryList {
    pub(crate) source: Source,
    pub(crate) partitions: Vec<String>,
    pub(crate) range: Range,
    /// The filter of entries.
    pub(crate) filter: Option<Condition>,
}

impl EntryList {
    /// The first `limit` listed items that `read` accepts, in the order of the list.
    ///
    /// A named item may have been changed or deleted since its entry was read: as long as that leaves gaps, further
    /// entries fill them.
    pub(crate) async fn read<T>(
        mut self,
        database: &Database,
        limit: u16,
        named: impl Fn(&Item) -> Result<Key, StoreError>,
        read: impl Fn(Item) -> Result<Option<T>, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let (limit, mut found) = (usize::from(limit), Vec::new());
        while found.len() < limit {
            let missing = limit - found.len();
            let entries = database.first_of_all(self.queries(), missing).await?;
            let keys: Vec<Key> = entries.iter().map(&named).collect::<Result<_, _>>()?;
            let mut items: HashMap<Key, Item> = database.get_all(keys.clone()).await?;
            for item in keys.iter().filter_map(|key| items.remove(key)).collect::<Vec<_>>() {
                found.extend(read(item)?);
            }
            match entries.last() {
                Some(last) if entries.len() == missing => {
                    self.range = self.range.behind(self.source.sort_key(last).to_owned());
                }
                _ => break,
            }
        }
        Ok(found)
    }

    fn queries(&self) -> Vec<Query> {
        let query = |partition: &String| Query {
            source: self.source,
            partition: partition.clone(),
            range: self.range.clone(),
            filter: self.filter.clone(),
        };
        self.partitions.iter().map(query).collect()
    }
}
