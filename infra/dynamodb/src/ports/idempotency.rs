use std::sync::Arc;

use application::{IdempotencyRecord, IdempotencyRecords, IdempotencyScope, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    items::{self, Fields},
    keys::Key,
};

#[derive(Component)]
#[shaku(interface = IdempotencyRecords)]
pub(super) struct DynamoDbIdempotencyRecords {
    database: Arc<Database>,
}

#[async_trait]
impl IdempotencyRecords for DynamoDbIdempotencyRecords {
    async fn find(&self, scope: &IdempotencyScope, now: Timestamp) -> Result<Option<IdempotencyRecord>, StoreError> {
        within_deadline(async {
            let found = self.database.get(Key::idempotency_record(scope)).await?;
            let fields = found.map(|item| Fields::of("idempotency_records", item));
            let record = fields.map(|fields| items::idempotency_records::record(&fields, scope)).transpose()?;
            // DynamoDB removes expired items late.
            Ok(record.filter(|record| now < record.expires_at))
        })
        .await
    }
}
