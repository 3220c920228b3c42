use std::sync::Arc;

use application::{MigrationState, Schema, StoreError};
use async_trait::async_trait;
use shaku::Component;

use crate::{database::Database, errors::within_deadline, schema};

#[derive(Component)]
#[shaku(interface = Schema)]
pub(super) struct DynamoDbSchema {
    database: Arc<Database>,
}

#[async_trait]
impl Schema for DynamoDbSchema {
    async fn status(&self) -> Result<Vec<MigrationState>, StoreError> {
        let applied = within_deadline(async {
            let applied = schema::applied(&self.database).await?;
            // Read access does not imply write access. Before the table exists, nothing is written anyway.
            if !applied.is_empty() {
                schema::try_writing(&self.database).await?;
            }
            Ok::<_, StoreError>(applied)
        })
        .await?;
        let state = |name| MigrationState { name: String::from(name), applied: applied.contains(&name) };
        Ok(schema::MIGRATIONS.into_iter().map(state).collect())
    }

    async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        schema::migrate(&self.database).await
    }
}
