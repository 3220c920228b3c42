use application::{IdempotencyRecord, IdempotencyRecords, IdempotencyScope, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::Component;

use crate::MemoryStore;

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
