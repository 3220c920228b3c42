use application::{Actor, RequestId, StoreError, StoredEvent, StoredSubject};
use domain::Id;
use serde_json::Value;

use super::{Attributes, Fields, Item, UnknownWord, indexed, moment, text};
use crate::keys::{ACTOR, KIND, List, moment_and_id};

/// The attributes of an event, without the key, under every key.
pub(crate) fn attributes(event: &StoredEvent) -> Attributes {
    let mut attributes = vec![
        ("id", text(event.id.to_string())),
        (KIND, text(event.kind.as_str())),
        ("subject_kind", text(event.subject.kind.as_str())),
        ("subject_id", text(event.subject.id.to_string())),
        ("at", moment(event.at)),
        ("request_id", text(event.request_id.as_str())),
        // JSON as text: as an attribute it would lose the difference between 1 and 1.0.
        ("data", text(Value::Object(event.data.clone()).to_string())),
    ];
    match event.actor {
        Actor::User(id) => attributes.push((ACTOR, text(id.to_string()))),
        // No id means the operator.
        Actor::Operator => {}
    }
    attributes
}

/// The attributes that put an event into the index of all events. With its actor they put it into that by actor.
pub(crate) fn index(event: &StoredEvent) -> Attributes {
    indexed(List::Events.partition_of(event.id.as_uuid().as_bytes()), moment_and_id(event.at, event.id))
}

pub(crate) fn event(item: Item) -> Result<StoredEvent, StoreError> {
    read(&Fields::of("events", item))
}

/// The event of an item with further attributes.
pub(super) fn read(fields: &Fields) -> Result<StoredEvent, StoreError> {
    let request_id = fields.text("request_id")?;
    let actor = match fields.optional_text(ACTOR)? {
        Some(_) => Actor::User(fields.id::<domain::User>(ACTOR)?),
        None => Actor::Operator,
    };
    let subject_id: Id<()> = fields.id("subject_id")?;
    Ok(StoredEvent {
        id: fields.id("id")?,
        kind: fields.text(KIND)?.to_owned(),
        subject: StoredSubject { kind: fields.text("subject_kind")?.to_owned(), id: subject_id.as_uuid() },
        actor,
        at: fields.moment("at")?,
        request_id: RequestId::parse(request_id)
            .ok_or_else(|| fields.corrupt("request_id", UnknownWord(request_id.to_owned())))?,
        data: serde_json::from_str(fields.text("data")?).map_err(|error| fields.corrupt("data", error))?,
    })
}
