use std::sync::Arc;

use application::{DeadLetter, DeadLetters, EventId, StoreError};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SelectTwoRequired};
use shaku::Component;

use crate::{
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::{
        dead_letters::{Column, Entity, dead_letter},
        events,
    },
};

#[derive(Component)]
#[shaku(interface = DeadLetters)]
pub(super) struct SeaOrmDeadLetters {
    database: Arc<dyn Database>,
}

#[async_trait]
impl DeadLetters for SeaOrmDeadLetters {
    async fn find(&self, event: EventId) -> Result<Option<DeadLetter>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let found = of_event(event).one(&reader).await.map_err(store_error)?;
            found.map(dead_letter).transpose()
        })
        .await
    }

    async fn list(&self, after: Option<EventId>, limit: u16) -> Result<Vec<DeadLetter>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let rows = given_up(after).limit(u64::from(limit)).all(&reader).await.map_err(store_error)?;
            rows.into_iter().map(dead_letter).collect()
        })
        .await
    }
}

/// The dead letter of this event.
pub(crate) fn of_event(event: EventId) -> SelectTwoRequired<Entity, events::Entity> {
    Entity::find_by_id(event.as_uuid()).find_both_related(events::Entity)
}

/// The dead letters after `after`, in the order of their events' ids.
pub(crate) fn given_up(after: Option<EventId>) -> SelectTwoRequired<Entity, events::Entity> {
    let letters = Entity::find().find_both_related(events::Entity).order_by_asc(Column::EventId);
    match after {
        Some(after) => letters.filter(Column::EventId.gt(after.as_uuid())),
        None => letters,
    }
}
