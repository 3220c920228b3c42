use std::sync::Arc;

use application::{OrderPosition, OrderQuery, Orders, StoreError};
use async_trait::async_trait;
use domain::{Order, OrderId};
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::Condition,
    items::{self, Fields, Item, text},
    keys::{Key, List, moment_and_id, orders_of},
    lists::EntryList,
    reads::{Range, Source},
};

#[derive(Component)]
#[shaku(interface = Orders)]
pub(super) struct DynamoDbOrders {
    database: Arc<Database>,
}

#[async_trait]
impl Orders for DynamoDbOrders {
    async fn find(&self, id: OrderId) -> Result<Option<Order>, StoreError> {
        within_deadline(async { self.database.get(Key::order(id)).await?.map(items::orders::order).transpose() }).await
    }

    async fn list(
        &self,
        query: OrderQuery,
        after: Option<OrderPosition>,
        limit: u16,
    ) -> Result<Vec<Order>, StoreError> {
        let entries = EntryList {
            source: Source::Table,
            partitions: match query.user {
                Some(user) => vec![orders_of(user)],
                None => List::Orders.partitions().collect(),
            },
            range: Range::Down { before: after.map(|after| moment_and_id(after.created_at, after.id)) },
            filter: query.status.map(|status| Condition::Is("status", text(status.as_str()))),
        };
        let wanted = |item| Ok(Some(items::orders::order(item)?).filter(|order| query.matches(order)));
        within_deadline(entries.read(&self.database, limit, named, wanted)).await
    }
}

/// The order that an entry of a list names.
fn named(entry: &Item) -> Result<Key, StoreError> {
    Ok(Key::order(Fields::of("order_entries", entry.clone()).id("order_id")?))
}
