use application::{OrderQuery, Orders, Position, StoreError};
use async_trait::async_trait;
use domain::Order;
use shaku::Component;

use crate::MemoryStore;

#[derive(Component)]
#[shaku(interface = Orders)]
pub(super) struct MemoryOrders {
    store: MemoryStore,
}

#[async_trait]
impl Orders for MemoryOrders {
    async fn list(
        &self,
        query: OrderQuery,
        after: Option<Position<Order>>,
        limit: u16,
    ) -> Result<Vec<Order>, StoreError> {
        self.store.read(|state| state.orders.matching(query, after, limit))
    }
}
