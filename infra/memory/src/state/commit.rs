use std::collections::HashSet;

use application::{
    Change, Conflict, Event, IdempotencyWrite, Publication, Redrive, Staged, StoredEvent, UniqueValue, Write,
};
use domain::UserId;

use super::{
    State,
    idempotency::IdempotencyTable,
    occupant::Occupant,
    outbox::OutboxTable,
    table::{Indexed, Table, Unique},
};

impl State {
    /// Validates every change and event, then applies them all, or none.
    pub(crate) fn commit(&mut self, staged: Staged) -> Result<(), Conflict> {
        let Staged { changes, events, publication } = staged;
        self.check_versions(&changes)?;
        self.check_unique_values(&changes, &events)?;
        for change in &changes {
            self.write_of(change).apply();
        }
        if publication == Publication::Outbox {
            for event in &events {
                self.outbox.push(event.clone().into(), event.at);
            }
        }
        self.event_ids.extend(events.iter().map(|event| event.id));
        self.events.extend(events.iter().cloned().map(StoredEvent::from));
        self.recorded.extend(events);
        Ok(())
    }

    /// Whether every write has the stored version, and every new session its user.
    fn check_versions(&mut self, changes: &[Change]) -> Result<(), Conflict> {
        let new_users: HashSet<UserId> = changes.iter().filter_map(inserted_user).collect();
        let all_hold = changes.iter().all(|change| {
            let has_user = match change {
                Change::Session(Write::Insert(session)) => {
                    self.users.get(session.user_id()).is_some() || new_users.contains(&session.user_id())
                }
                _ => true,
            };
            has_user && self.write_of(change).has_expected_state()
        });
        if all_hold { Ok(()) } else { Err(Conflict::Stale) }
    }

    /// Whether every unique value to be written is free, or already belongs to the same entity.
    fn check_unique_values(&mut self, changes: &[Change], events: &[Event]) -> Result<(), Conflict> {
        let mut taken = HashSet::new();
        for change in changes {
            self.write_of(change).check_unique_values(&mut taken)?;
        }
        let mut event_ids = HashSet::new();
        for event in events {
            let is_free = !self.event_ids.contains(&event.id) && event_ids.insert(event.id);
            if !is_free {
                return Err(Conflict::Exists(UniqueValue::Id));
            }
        }
        Ok(())
    }
}

/// A change together with its table.
pub(super) trait TableWrite {
    /// Whether the table has the version that was read.
    fn has_expected_state(&self) -> bool {
        true
    }

    /// Whether every unique value is free, or belongs to the same entity, and is not in `taken`, the values of this
    /// commit.
    fn check_unique_values(&self, _taken: &mut HashSet<Unique>) -> Result<(), Conflict> {
        Ok(())
    }

    /// What stands where the row of this insert is to be loaded; `taken` has the unique values of rows that are loaded
    /// with it.
    fn occupant(&self, _taken: &mut HashSet<Unique>) -> Occupant {
        Occupant::Unknown
    }

    fn apply(&mut self);
}

impl<E: Indexed> TableWrite for (&mut Table<E>, &Write<E>) {
    fn has_expected_state(&self) -> bool {
        self.0.is_expected_version(self.1)
    }

    fn check_unique_values(&self, taken: &mut HashSet<Unique>) -> Result<(), Conflict> {
        self.0.check_unique_values(self.1, taken)
    }

    fn occupant(&self, taken: &mut HashSet<Unique>) -> Occupant {
        self.0.occupant(self.1, taken)
    }

    fn apply(&mut self) {
        self.0.apply(self.1.clone());
    }
}

impl TableWrite for (&mut OutboxTable, &Redrive) {
    fn has_expected_state(&self) -> bool {
        self.0.dead_letter(self.1.letter.event.id).is_some()
    }

    fn apply(&mut self) {
        self.0.redrive(self.1.letter.event.id, self.1.due_at);
    }
}

impl TableWrite for (&mut IdempotencyTable, &IdempotencyWrite) {
    fn check_unique_values(&self, _taken: &mut HashSet<Unique>) -> Result<(), Conflict> {
        let IdempotencyWrite { record, now } = self.1;
        match self.0.find(&record.scope, *now) {
            Some(_) => Err(Conflict::Exists(UniqueValue::IdempotencyKey)),
            None => Ok(()),
        }
    }

    fn occupant(&self, _taken: &mut HashSet<Unique>) -> Occupant {
        let record = &self.1.record;
        let name = || format!("an idempotency record of user {}", record.scope.user);
        Occupant::of(record, self.0.get(&record.scope), name)
    }

    fn apply(&mut self) {
        self.0.put(self.1.record.clone());
    }
}

const fn inserted_user(change: &Change) -> Option<UserId> {
    match change {
        Change::User(Write::Insert(user)) => Some(user.id()),
        _ => None,
    }
}
