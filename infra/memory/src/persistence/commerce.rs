use application::{
    IdempotencyRecord, IdempotencyRecords, IdempotencyScope, OrderPosition, OrderQuery, Orders, ProductPosition,
    Products, StoreError,
};
use async_trait::async_trait;
use domain::{Order, OrderId, Product, ProductId, Timestamp};
use shaku::Component;

use crate::MemoryStore;

#[derive(Component)]
#[shaku(interface = Products)]
pub(super) struct MemoryProducts {
    store: MemoryStore,
}

#[async_trait]
impl Products for MemoryProducts {
    async fn find(&self, id: ProductId) -> Result<Option<Product>, StoreError> {
        self.store.read(|state| state.product(id).cloned())
    }

    async fn find_all(&self, ids: &[ProductId]) -> Result<Vec<Product>, StoreError> {
        self.store.read(|state| ids.iter().filter_map(|id| state.product(*id).cloned()).collect())
    }

    async fn list(&self, after: Option<ProductPosition>, limit: u16) -> Result<Vec<Product>, StoreError> {
        self.store.read(|state| state.products(after, limit))
    }
}

#[derive(Component)]
#[shaku(interface = Orders)]
pub(super) struct MemoryOrders {
    store: MemoryStore,
}

#[async_trait]
impl Orders for MemoryOrders {
    async fn find(&self, id: OrderId) -> Result<Option<Order>, StoreError> {
        self.store.read(|state| state.order(id).cloned())
    }

    async fn list(
        &self,
        query: OrderQuery,
        after: Option<OrderPosition>,
        limit: u16,
    ) -> Result<Vec<Order>, StoreError> {
        self.store.read(|state| state.orders(query, after, limit))
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
