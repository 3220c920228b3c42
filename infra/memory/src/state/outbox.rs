use std::{collections::BTreeMap, ops::Bound};

use application::{
    DeadLetter, EventId, Failure, LONGEST_LEASE, LoadError, OutboxPosition, PendingEvent, StoredEvent, Undelivered,
};
use domain::Timestamp;
use uuid::Uuid;

use super::occupant::{Occupant, is_new};

/// The undelivered events, in the order of the commits, and the dead letters.
#[derive(Default)]
pub(crate) struct OutboxTable {
    last_position: u64,
    pending: BTreeMap<u64, Entry>,
    dead: BTreeMap<EventId, DeadLetter>,
    lease: Option<Lease>,
}

#[derive(PartialEq)]
struct Entry {
    event: StoredEvent,
    attempts: u32,
    due_at: Timestamp,
}

struct Lease {
    owner: Uuid,
    until: Timestamp,
}

impl Lease {
    fn runs_at(&self, now: Timestamp) -> bool {
        now < self.until && self.until <= now.after(LONGEST_LEASE)
    }
}

impl OutboxTable {
    /// Appends an event.
    pub(super) fn push(&mut self, event: StoredEvent, due_at: Timestamp) {
        self.last_position += 1;
        self.pending.insert(self.last_position, Entry { event, attempts: 0, due_at });
    }

    pub(crate) fn acquire(&mut self, owner: Uuid, now: Timestamp, until: Timestamp) -> bool {
        let is_free = self.lease.as_ref().is_none_or(|lease| lease.owner == owner || !lease.runs_at(now));
        if is_free {
            self.lease = Some(Lease { owner, until });
        }
        is_free
    }

    pub(crate) fn release(&mut self, owner: Uuid) {
        self.lease.take_if(|lease| lease.owner == owner);
    }

    pub(crate) fn pending(&self, after: Option<&OutboxPosition>, limit: u16) -> Vec<PendingEvent> {
        let after = after.and_then(number);
        let behind = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::<u64>::Unbounded);
        let entries = self.pending.range(behind).take(limit.into());
        entries
            .map(|(position, entry)| PendingEvent {
                position: OutboxPosition(position.to_string()),
                event: entry.event.clone(),
                attempts: entry.attempts,
                due_at: entry.due_at,
            })
            .collect()
    }

    pub(crate) fn remove(&mut self, delivered: &[OutboxPosition]) {
        for position in delivered {
            self.take(position);
        }
    }

    pub(crate) fn postpone(&mut self, failed: &OutboxPosition, attempts: u32, due_at: Timestamp) {
        if let Some(entry) = number(failed).and_then(|number| self.pending.get_mut(&number)) {
            entry.attempts = attempts;
            entry.due_at = due_at;
        }
    }

    pub(crate) fn move_to_dead_letters(&mut self, failed: &OutboxPosition, failure: Failure) {
        if let Some(Entry { event, .. }) = self.take(failed) {
            self.dead.insert(event.id, DeadLetter { event, failure });
        }
    }

    pub(crate) fn dead_letter(&self, event: EventId) -> Option<DeadLetter> {
        self.dead.get(&event).cloned()
    }

    pub(crate) fn dead_letters(&self, after: Option<EventId>, limit: u16) -> Vec<DeadLetter> {
        let behind = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        self.dead.range(behind).map(|(_, letter)| letter).take(limit.into()).cloned().collect()
    }

    /// Moves a dead letter back, if it is one.
    pub(super) fn redrive(&mut self, event: EventId, due_at: Timestamp) {
        if let Some(DeadLetter { event, .. }) = self.dead.remove(&event) {
            self.push(event, due_at);
        }
    }

    pub(super) fn load(&mut self, entries: Vec<Undelivered>) -> Result<(), LoadError> {
        let mut new = Vec::new();
        for Undelivered { event, attempts, due_at, .. } in entries {
            let entry = Entry { event, attempts, due_at };
            let found = self.pending.values().find(|found| found.event.id == entry.event.id);
            let name = || format!("the undelivered event {}", entry.event.id);
            if is_new(Occupant::of(&entry, found, name))? {
                new.push(entry);
            }
        }
        for entry in new {
            self.last_position += 1;
            self.pending.insert(self.last_position, entry);
        }
        Ok(())
    }

    pub(super) fn load_dead_letters(&mut self, letters: Vec<DeadLetter>) -> Result<(), LoadError> {
        let mut new = Vec::new();
        for letter in letters {
            if is_new(Occupant::of_letter(&letter, self.dead.get(&letter.event.id)))? {
                new.push((letter.event.id, letter));
            }
        }
        self.dead.extend(new);
        Ok(())
    }

    fn take(&mut self, position: &OutboxPosition) -> Option<Entry> {
        number(position).and_then(|number| self.pending.remove(&number))
    }
}

fn number(position: &OutboxPosition) -> Option<u64> {
    position.0.parse().ok()
}
