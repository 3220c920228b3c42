use std::sync::Arc;

use application::{DeadLetter, DeadLetters, EventId, StoreError};
use async_trait::async_trait;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    items::outbox::dead_letter,
    keys::{DEAD_LETTERS, Key},
    reads::{Query, Range, Source},
};

#[derive(Component)]
#[shaku(interface = DeadLetters)]
pub(super) struct DynamoDbDeadLetters {
    database: Arc<Database>,
}

#[async_trait]
impl DeadLetters for DynamoDbDeadLetters {
    async fn find(&self, event: EventId) -> Result<Option<DeadLetter>, StoreError> {
        within_deadline(async { self.database.get(Key::dead_letter(event)).await?.map(dead_letter).transpose() }).await
    }

    async fn list(&self, after: Option<EventId>, limit: u16) -> Result<Vec<DeadLetter>, StoreError> {
        let query = Query {
            source: Source::Table,
            partition: DEAD_LETTERS.to_owned(),
            range: Range::up_from(after.map(|after| after.to_string())),
            filter: None,
        };
        within_deadline(async {
            let letters = self.database.first(query, limit.into()).await?;
            letters.into_iter().map(dead_letter).collect()
        })
        .await
    }
}
