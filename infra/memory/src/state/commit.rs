use std::collections::HashSet;

use application::{Change, Conflict, Event, Publication, Staged, UniqueValue, Write};
use domain::UserId;

use super::State;

impl State {
    /// Judges every change and event, then applies them all, or none.
    pub(crate) fn commit(&mut self, staged: Staged) -> Result<(), Conflict> {
        let Staged { changes, events, publication } = staged;
        self.judge_versions(&changes)?;
        self.judge_unique_values(&changes, &events)?;
        for change in changes {
            self.apply(change);
        }
        if publication == Publication::Outbox {
            for event in &events {
                self.outbox.push(event.clone(), event.at);
            }
        }
        self.event_ids.extend(events.iter().map(|event| event.id));
        self.events.extend(events);
        Ok(())
    }

    /// Whether every write meets what was read, and every new session its user.
    fn judge_versions(&self, changes: &[Change]) -> Result<(), Conflict> {
        let new_users: HashSet<UserId> = changes.iter().filter_map(inserted_user).collect();
        let has_user = |id: UserId| self.users.get(id).is_some() || new_users.contains(&id);
        let all_hold = changes.iter().all(|change| match change {
            Change::Idempotency(_) => true,
            Change::Order(write) => self.orders.is_as_read(write),
            Change::Product(write) => self.products.allows(write),
            Change::Session(Write::Insert(session)) => has_user(session.user_id()),
            Change::Session(write) => self.sessions.is_as_read(write),
            Change::Stock(stock_move) => self.products.can_move(stock_move),
            Change::User(write) => self.users.is_as_read(write),
        });
        if all_hold { Ok(()) } else { Err(Conflict::Stale) }
    }

    /// Whether every unique value that is to be written is free, or already this entity's own.
    fn judge_unique_values(&self, changes: &[Change], events: &[Event]) -> Result<(), Conflict> {
        let mut claimed = HashSet::new();
        for change in changes {
            match change {
                Change::Idempotency(write) => {
                    let is_free = self.idempotency.find(&write.record.scope, write.now).is_none();
                    require(is_free, UniqueValue::IdempotencyKey)?;
                }
                Change::Order(write) => self.orders.judge_unique_values(write, &mut claimed)?,
                Change::Product(write) => self.products.judge_unique_values(&write.write, &mut claimed)?,
                Change::Session(write) => self.sessions.judge_unique_values(write, &mut claimed)?,
                Change::Stock(_) => {}
                Change::User(write) => self.users.judge_unique_values(write, &mut claimed)?,
            }
        }
        let mut event_ids = HashSet::new();
        for event in events {
            require(!self.event_ids.contains(&event.id) && event_ids.insert(event.id), UniqueValue::Id)?;
        }
        Ok(())
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Idempotency(write) => self.idempotency.put(write.record),
            Change::Order(write) => self.orders.apply(write),
            Change::Product(write) => self.products.write(write.write),
            Change::Session(write) => self.sessions.apply(write),
            Change::Stock(stock_move) => self.products.move_stock(&stock_move),
            Change::User(write) => self.users.apply(write),
        }
    }
}

const fn inserted_user(change: &Change) -> Option<UserId> {
    match change {
        Change::User(Write::Insert(user)) => Some(user.id()),
        _ => None,
    }
}

fn require(free: bool, value: UniqueValue) -> Result<(), Conflict> {
    if free { Ok(()) } else { Err(Conflict::Exists(value)) }
}
