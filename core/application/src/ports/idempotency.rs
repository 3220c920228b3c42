use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;
use crate::{IdempotencyRecord, IdempotencyScope};

/// Reads what was done for idempotency keys. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait IdempotencyRecords: Interface {
    /// What was done for this key; `None` where nothing was, or where that is expired at `now`, purged or not.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, scope: &IdempotencyScope, now: Timestamp) -> Result<Option<IdempotencyRecord>, StoreError>;
}
