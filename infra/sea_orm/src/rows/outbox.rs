use application::{OutboxPosition, PendingEvent, StoreError, StoredEvent};
use sea_orm::{ActiveValue, entity::prelude::*};

use super::{RowLocation, events};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub(crate) struct Model {
    /// The engine gives it, each higher than all that were there.
    #[sea_orm(primary_key)]
    pub(crate) position: i64,
    pub(crate) event_id: Uuid,
    pub(crate) attempts: i64,
    pub(crate) due_at: i64,
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

/// The row of an event that was never tried, behind all that are there.
pub(crate) const fn untried(event_id: Uuid, due_at: i64) -> ActiveModel {
    ActiveModel {
        position: ActiveValue::NotSet,
        event_id: ActiveValue::Set(event_id),
        attempts: ActiveValue::Set(0),
        due_at: ActiveValue::Set(due_at),
    }
}

/// The undelivered event of these rows.
pub(crate) fn pending((row, event): (Model, events::Model)) -> Result<PendingEvent, StoreError> {
    let location = RowLocation { table: "outbox", id: Some(row.event_id) };
    Ok(PendingEvent {
        position: OutboxPosition(row.position.to_string()),
        event: StoredEvent::try_from(event)?,
        attempts: location.number("attempts", row.attempts)?,
        due_at: location.timestamp("due_at", row.due_at)?,
    })
}
