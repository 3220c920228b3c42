use application::{IdempotencyRecord, IdempotencyRecords, IdempotencyScope, OrderQuery, Orders, Position, StoreError};
use async_trait::async_trait;
use domain::{Order, Timestamp};
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

#[derive(Component)]
#[shaku(interface = IdempotencyRecords)]
pub(super) struct MemoryIdempotencyRecords {
    store: MemoryStore,
}

#[async_trait]
impl IdempotencyRecords for MemoryIdempotencyRecords {
    async fn find(&self, scope: &IdempotencyScope, now: Timestamp) -> Result<Option<IdempotencyRecord>, StoreError> {
        self.store.read(|state| state.idempotency_record(scope, now).cloned())
    }
}
