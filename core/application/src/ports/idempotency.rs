use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;
use crate::{IdempotencyRecord, IdempotencyScope};

/// Reads idempotency records. A read sees every commit that was acknowledged before it began.
#[async_trait]
pub trait IdempotencyRecords: Interface {
    /// The record of this key; `None` if there is none, or if it is expired at `now`, purged or not.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn find(&self, scope: &IdempotencyScope, now: Timestamp) -> Result<Option<IdempotencyRecord>, StoreError>;
}
