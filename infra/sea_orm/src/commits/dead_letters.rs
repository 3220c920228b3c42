use application::{Change, CommitError, Conflict, Redrive};
use async_trait::async_trait;
use sea_orm::{EntityName, EntityTrait};

use super::{Step, Turn, Written};
use crate::{
    connections::Connection,
    errors::commit_error,
    rows::{dead_letters, outbox},
};

/// The rank of dead letters among the rows of a transaction: after those of all aggregates.
const RANK: u8 = 3;

#[async_trait]
impl Written for Redrive {
    fn turn(&self) -> Turn<'_> {
        let kind = (RANK, dead_letters::Entity.table_name());
        Turn { step: Step::Read, kind, id: self.letter.event.id.as_uuid(), key: "" }
    }

    /// Of two at once, the second finds no row to delete.
    async fn write(&self, transaction: &Connection, _batch: &[Change]) -> Result<(), CommitError> {
        let event = self.letter.event.id.as_uuid();
        let deletion = dead_letters::Entity::delete_by_id(event);
        if deletion.exec(transaction).await.map_err(commit_error)?.rows_affected == 0 {
            return Err(Conflict::Stale.into());
        }
        let entry = outbox::Entity::insert(outbox::untried(event, self.due_at.unix_millis()));
        entry.exec_without_returning(transaction).await.map_err(commit_error)?;
        Ok(())
    }
}
