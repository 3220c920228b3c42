use std::sync::Arc;

use application::{ProductPosition, Products, StoreError};
use async_trait::async_trait;
use domain::{Product, ProductId};
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    items::{self, Fields, Item},
    keys::{Key, List, moment_and_id},
    lists::EntryList,
    reads::{Range, Source},
};

#[derive(Component)]
#[shaku(interface = Products)]
pub(super) struct DynamoDbProducts {
    database: Arc<Database>,
}

#[async_trait]
impl Products for DynamoDbProducts {
    async fn find(&self, id: ProductId) -> Result<Option<Product>, StoreError> {
        within_deadline(async {
            let found = self.database.get(Key::product(id)).await?;
            found.map(items::products::product).transpose()
        })
        .await
    }

    async fn find_all(&self, ids: &[ProductId]) -> Result<Vec<Product>, StoreError> {
        within_deadline(async {
            let found = self.database.get_all(ids.iter().copied().map(Key::product).collect()).await?;
            found.into_values().map(items::products::product).collect()
        })
        .await
    }

    async fn list(&self, after: Option<ProductPosition>, limit: u16) -> Result<Vec<Product>, StoreError> {
        let entries = EntryList {
            source: Source::Table,
            partitions: List::Products.partitions().collect(),
            range: Range::up_from(after.map(|after| moment_and_id(after.created_at, after.id))),
            filter: None,
        };
        let wanted = |item| items::products::product(item).map(Some);
        within_deadline(entries.read(&self.database, limit, named, wanted)).await
    }
}

/// The product that an entry of the list names.
fn named(entry: &Item) -> Result<Key, StoreError> {
    Ok(Key::product(Fields::of("product_entries", entry.clone()).id("product_id")?))
}
