use async_trait::async_trait;
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager};

use crate::{Documented, index::index};

/// Adds an index of events for each filter of the audit trail that had none: who acted, and what happened. Existing
/// tables and rows stay as they are, and the previous binary writes both indexes without knowing of them.
///
/// Writes of events wait while they are built: on `PostgreSQL`, an index that is built beside writes can't be part of the
/// transaction that makes a migration happen once.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261130_000003_index_events"
    }
}

impl Documented for Migration {
    fn tables(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("events_by_actor", "events", &["actor_id", "at", "id"])).await?;
        manager.create_index(index("events_by_kind", "events", &["kind", "at", "id"])).await
    }
}
