use std::sync::Arc;

use application::{Filter, Held, Position, Repository, StoreError};
use async_trait::async_trait;
use domain::Id;
use shaku::{HasComponent, ModuleBuildContext};

use super::DynamoDbPersistence;
use crate::{
    database::Database,
    errors::within_deadline,
    expressions::Condition,
    items::{Item, text},
    keys::moment_and_id,
    lists::EntryList,
    reads::{Range, Source},
    stored::Listed,
};

/// [`Repository`] of every kind of aggregate that is listed by creation.
pub(super) struct DynamoDbRepositories {
    pub(super) database: Arc<Database>,
}

#[async_trait]
impl<E: Listed> Repository<E> for DynamoDbRepositories {
    async fn find(&self, id: Id<E>) -> Result<Option<E>, StoreError> {
        within_deadline(async { self.database.get(E::key_of(id)).await?.map(E::read).transpose() }).await
    }

    async fn find_all(&self, ids: &[Id<E>]) -> Result<Vec<E>, StoreError> {
        within_deadline(async {
            let found = self.database.get_all(ids.iter().copied().map(E::key_of).collect()).await?;
            found.into_values().map(E::read).collect()
        })
        .await
    }

    async fn list(&self, after: Option<Position<E>>, limit: u16) -> Result<Vec<E>, StoreError> {
        self.list_matching(&[], after, limit).await
    }

    async fn list_matching(
        &self,
        filters: &[Filter],
        after: Option<Position<E>>,
        limit: u16,
    ) -> Result<Vec<E>, StoreError> {
        let owner = filters.iter().find_map(|filter| match filter {
            Filter::Owner(owner) => Some(*owner),
            Filter::Word { .. } => None,
        });
        let words: Vec<Condition> = filters.iter().filter_map(|filter| word(*filter, E::DEFAULT_WORDS)).collect();
        let entries = EntryList {
            source: Source::Table,
            partitions: match owner {
                Some(owner) => vec![E::LIST.partition_of_owner(owner)],
                None => E::LIST.partitions().collect(),
            },
            range: Range::up_from(after.map(|after| moment_and_id(after.created_at, after.id))),
            filter: (!words.is_empty()).then_some(Condition::All(words)),
        };
        let wanted =
            |item: Item| if meets_all(&item, filters, E::DEFAULT_WORDS) { E::read(item).map(Some) } else { Ok(None) };
        within_deadline(entries.read(&self.database, limit, E::named, wanted)).await
    }
}

/// Words of fields that an item without the field has.
type DefaultWords = [(&'static str, &'static str)];

/// The condition of a filter by a word, which entries have.
fn word(filter: Filter, defaults: &DefaultWords) -> Option<Condition> {
    match filter {
        Filter::Word { field, word } => {
            let has_word = Condition::Is(field, text(word));
            let is_default = defaults.contains(&(field, word));
            Some(if is_default { Condition::Any(vec![Condition::Lacks(field), has_word]) } else { has_word })
        }
        Filter::Owner(_) => None,
    }
}

/// Whether an item still has the words that its entry had. Owners never change.
fn meets_all(item: &Item, filters: &[Filter], defaults: &DefaultWords) -> bool {
    let meets = |filter: &Filter| match filter {
        Filter::Word { field, word } => match item.get(*field) {
            Some(value) => *value == text(*word),
            None => defaults.contains(&(field, word)),
        },
        Filter::Owner(_) => true,
    };
    filters.iter().all(meets)
}

impl<E: Listed> HasComponent<dyn Repository<E>> for DynamoDbPersistence {
    fn build_component(context: &mut ModuleBuildContext<Self>) -> Arc<dyn Repository<E>> {
        <Self as HasComponent<dyn Held<DynamoDbRepositories>>>::build_component(context).held().clone()
    }

    fn resolve(&self) -> Arc<dyn Repository<E>> {
        HasComponent::<dyn Held<DynamoDbRepositories>>::resolve_ref(self).held().clone()
    }

    fn resolve_ref(&self) -> &dyn Repository<E> {
        &**HasComponent::<dyn Held<DynamoDbRepositories>>::resolve_ref(self).held()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULTS: &DefaultWords = &[("status", "active")];

    fn filter(word: &'static str) -> Filter {
        Filter::Word { field: "status", word }
    }

    #[test]
    fn an_item_without_a_field_that_was_added_has_its_default_word() {
        let has = |word: &'static str| Condition::Is("status", text(word));
        assert_eq!(word(filter("blocked"), DEFAULTS), Some(has("blocked")));
        assert_eq!(word(filter("active"), &[]), Some(has("active")));
        let lacks_or_has = Condition::Any(vec![Condition::Lacks("status"), has("active")]);
        assert_eq!(word(filter("active"), DEFAULTS), Some(lacks_or_has));

        let without = Item::new();
        let with = |word: &str| Item::from([("status".to_owned(), text(word))]);
        let meets = |item: &Item, word| meets_all(item, &[filter(word)], DEFAULTS);
        assert!(meets(&without, "active") && meets(&with("active"), "active") && meets(&with("blocked"), "blocked"));
        assert!(!meets(&without, "blocked") && !meets(&with("blocked"), "active"));
        assert!(!meets_all(&without, &[filter("active")], &[]));
    }
}
