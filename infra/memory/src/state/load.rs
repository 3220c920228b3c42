use std::collections::HashSet;

use application::{Change, Checkpoint, LoadError, MaintenancePeriod, Rows, StoredEvent};
use domain::Timestamp;

use super::{State, occupant::is_new, table::Unique};

/// Maintenance, and how far rows have been loaded during it.
pub(crate) struct MaintenanceState {
    pub(crate) period: MaintenancePeriod,
    pub(crate) checkpoint: Option<Checkpoint>,
}

impl State {
    /// The maintenance that it is in, or that begins now.
    pub(crate) fn enter_maintenance(&mut self, now: Timestamp, until: Option<Timestamp>) -> &mut MaintenanceState {
        let period = MaintenancePeriod { since: now, until };
        self.maintenance.get_or_insert(MaintenanceState { period, checkpoint: None })
    }

    /// Validates every row, then stores them all, or none.
    pub(crate) fn load(&mut self, rows: Rows, checkpoint: &Checkpoint) -> Result<(), LoadError> {
        if self.maintenance.is_none() {
            return Err(LoadError::NotInMaintenance);
        }
        match rows {
            Rows::Inserts(inserts) => self.load_inserts(inserts)?,
            Rows::Events(events) => self.load_events(events)?,
            Rows::Undelivered(entries) => self.outbox.load(entries)?,
            Rows::DeadLetters(letters) => self.outbox.load_dead_letters(letters)?,
        }
        if let Some(maintenance) = &mut self.maintenance {
            maintenance.checkpoint = Some(checkpoint.clone());
        }
        Ok(())
    }

    fn load_inserts(&mut self, inserts: Vec<Change>) -> Result<(), LoadError> {
        let mut taken: HashSet<Unique> = HashSet::new();
        let mut new = Vec::new();
        for insert in inserts {
            let occupant = self.write_of(&insert).occupant(&mut taken);
            if is_new(occupant)? {
                new.push(insert);
            }
        }
        for insert in &new {
            self.write_of(insert).apply();
        }
        Ok(())
    }

    fn load_events(&mut self, events: Vec<StoredEvent>) -> Result<(), LoadError> {
        let mut new = Vec::new();
        for event in events {
            if !self.event_ids.contains(&event.id) {
                new.push(event);
            } else if !self.events.contains(&event) {
                return Err(LoadError::Taken(format!("event {}", event.id)));
            }
        }
        self.event_ids.extend(new.iter().map(|event| event.id));
        self.events.extend(new);
        Ok(())
    }
}
