use application::{DeadLetter, Failure, PendingEvent, StoreError, StoredEvent};
use domain::Timestamp;

use super::{Attributes, Fields, Item, STAMP, events, moment, number, text};

/// The attributes of an undelivered event, without the key: it was never tried, and is due then.
pub(crate) fn untried(event: &StoredEvent, stamp: u64, due_at: Timestamp) -> Attributes {
    tried(event, stamp, 0, due_at)
}

/// The attributes of an undelivered event that was tried as often, and is due then.
pub(crate) fn tried(event: &StoredEvent, stamp: u64, attempts: u32, due_at: Timestamp) -> Attributes {
    let mut attributes = events::attributes(event);
    attributes.push((STAMP, number(stamp)));
    attributes.extend(attempted(attempts, due_at));
    attributes
}

/// The changed attributes of an undelivered event whose delivery failed.
pub(crate) fn attempted(attempts: u32, due_at: Timestamp) -> Attributes {
    vec![("attempts", number(attempts)), ("due_at", moment(due_at))]
}

pub(crate) fn pending(item: Item) -> Result<PendingEvent, StoreError> {
    let fields = Fields::of("outbox", item);
    Ok(PendingEvent {
        position: fields.key()?.as_position(),
        event: events::read(&fields)?,
        attempts: fields.number("attempts")?,
        due_at: fields.moment("due_at")?,
    })
}

/// The attributes of a dead letter, without the key.
pub(crate) fn given_up(event: &StoredEvent, failure: &Failure) -> Attributes {
    let mut attributes = events::attributes(event);
    attributes.extend([
        ("attempts", number(failure.attempts)),
        ("failed_at", moment(failure.at)),
        ("reason", text(failure.reason.as_str())),
    ]);
    attributes
}

pub(crate) fn dead_letter(item: Item) -> Result<DeadLetter, StoreError> {
    let fields = Fields::of("dead_letters", item);
    let failure = Failure {
        attempts: fields.number("attempts")?,
        at: fields.moment("failed_at")?,
        reason: fields.text("reason")?.to_owned(),
    };
    Ok(DeadLetter { event: events::read(&fields)?, failure })
}
