use std::sync::Arc;

use application::{OrderQuery, Orders, Position, StoreError};
use async_trait::async_trait;
use domain::Order;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::Condition,
    items::text,
    keys::{List, moment_and_id},
    lists::EntryList,
    reads::{Range, Source},
    stored::{Listed, Stored},
};

#[derive(Component)]
#[shaku(interface = Orders)]
pub(super) struct DynamoDbOrders {
    database: Arc<Database>,
}

#[async_trait]
impl Orders for DynamoDbOrders {
    async fn list(
        &self,
        query: OrderQuery,
        after: Option<Position<Order>>,
        limit: u16,
    ) -> Result<Vec<Order>, StoreError> {
        let entries = EntryList {
            source: Source::Table,
            partitions: match query.user {
                Some(user) => vec![List::ORDERS.partition_of_owner(user)],
                None => List::ORDERS.partitions().collect(),
            },
            range: Range::down_from(after.map(|after| moment_and_id(after.created_at, after.id))),
            filter: query.status.map(|status| Condition::Is("status", text(status.as_str()))),
        };
        let wanted = |item| Ok(Some(Order::read(item)?).filter(|order| query.matches(order)));
        within_deadline(entries.read(&self.database, limit, Order::named, wanted)).await
    }
}
