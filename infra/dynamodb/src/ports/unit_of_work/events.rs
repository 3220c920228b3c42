use std::{collections::HashSet, ops::RangeInclusive};

use application::{Conflict, Event, StoredEvent, UniqueValue};

use super::plan::Plan;
use crate::{
    items::{self, events::index, outbox::untried},
    keys::Key,
};

const ID_EXISTS: Conflict = Conflict::Exists(UniqueValue::Id);

/// Writes the events, and those to be published into the outbox, each with the next of these stamps.
pub(super) fn record(plan: &mut Plan, events: &[Event], stamps: Option<RangeInclusive<u64>>) {
    let (mut ids, mut stamps) = (HashSet::new(), stamps.into_iter().flatten());
    for event in events {
        if !ids.insert(event.id) {
            plan.clash(ID_EXISTS);
            continue;
        }
        let stored = StoredEvent::from(event.clone());
        let mut attributes = items::events::attributes(&stored);
        attributes.extend(index(&stored));
        plan.insert(Key::event(&stored.subject, event.at, event.id), attributes, ID_EXISTS);
        if let Some(stamp) = stamps.next() {
            plan.put(Key::outbox_entry(stored.subject.id, stamp, event.id), untried(&stored, stamp, event.at));
        }
    }
}
