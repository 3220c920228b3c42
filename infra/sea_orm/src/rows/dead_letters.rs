use application::{DeadLetter, Failure, StoreError, StoredEvent};
use sea_orm::entity::prelude::*;

use super::{RowLocation, events};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dead_letters")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) event_id: Uuid,
    pub(crate) attempts: i64,
    pub(crate) failed_at: i64,
    pub(crate) reason: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(belongs_to = "events::Entity", from = "Column::EventId", to = "events::Column::Id")]
    Event,
}

impl Related<events::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Event.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// The row of a dead letter.
pub(crate) fn row(event_id: Uuid, failure: &Failure) -> Model {
    Model {
        event_id,
        attempts: failure.attempts.into(),
        failed_at: failure.at.unix_millis(),
        // A receiver may have written the reason, and not every engine accepts a NUL in a text.
        reason: failure.reason.replace('\0', "\u{fffd}"),
    }
}

/// The dead letter of these rows.
pub(crate) fn dead_letter((row, event): (Model, events::Model)) -> Result<DeadLetter, StoreError> {
    let location = RowLocation { table: "dead_letters", id: Some(row.event_id) };
    Ok(DeadLetter {
        event: StoredEvent::try_from(event)?,
        failure: Failure {
            attempts: location.number("attempts", row.attempts)?,
            at: location.timestamp("failed_at", row.failed_at)?,
            reason: row.reason,
        },
    })
}
