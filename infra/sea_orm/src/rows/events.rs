use application::{Actor, Event, EventId, RequestId, StoreError, StoredEvent, StoredSubject};
use domain::UserId;
use sea_orm::entity::prelude::*;
use serde_json::Value;

use super::{RowLocation, UnknownWord};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) subject_kind: String,
    pub(crate) subject_id: Uuid,
    /// `None` is the operator.
    pub(crate) actor_id: Option<Uuid>,
    pub(crate) at: i64,
    pub(crate) request_id: String,
    /// A JSON object.
    pub(crate) data: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Event> for Model {
    fn from(event: &Event) -> Self {
        Self {
            id: event.id.as_uuid(),
            kind: event.kind.as_str().to_owned(),
            subject_kind: event.subject.kind().to_owned(),
            subject_id: event.subject.id(),
            actor_id: actor_id(event.actor),
            at: event.at.unix_millis(),
            request_id: event.request_id.to_string(),
            data: Value::Object(event.data.clone()).to_string(),
        }
    }
}

impl From<&StoredEvent> for Model {
    fn from(event: &StoredEvent) -> Self {
        Self {
            id: event.id.as_uuid(),
            kind: event.kind.clone(),
            subject_kind: event.subject.kind.clone(),
            subject_id: event.subject.id,
            actor_id: actor_id(event.actor),
            at: event.at.unix_millis(),
            request_id: event.request_id.to_string(),
            data: Value::Object(event.data.clone()).to_string(),
        }
    }
}

const fn actor_id(actor: Actor) -> Option<Uuid> {
    match actor {
        Actor::User(id) => Some(id.as_uuid()),
        Actor::Operator => None,
    }
}

impl TryFrom<Model> for StoredEvent {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let location = RowLocation { table: "events", id: Some(row.id) };
        Ok(Self {
            id: EventId::new(row.id),
            kind: row.kind,
            subject: StoredSubject { kind: row.subject_kind, id: row.subject_id },
            actor: row.actor_id.map_or(Actor::Operator, |id| Actor::User(UserId::new(id))),
            at: location.timestamp("at", row.at)?,
            request_id: RequestId::parse(&row.request_id)
                .ok_or_else(|| location.corrupt("request_id", UnknownWord(row.request_id)))?,
            data: serde_json::from_str(&row.data).map_err(|error| location.corrupt("data", error))?,
        })
    }
}
