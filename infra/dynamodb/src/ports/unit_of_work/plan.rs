use std::collections::HashSet;

use application::{CommitError, Conflict, UniqueValue, Write};
use domain::Entity;

use crate::{
    database::Database,
    expressions::Condition,
    items::{Attributes, number, stamped},
    keys::Key,
    stored::{Entry, Stored, VERSION},
    transactions::{Action, MOST_OPERATIONS, Operation, Outcome},
};

const ID_EXISTS: Conflict = Conflict::Exists(UniqueValue::Id);

/// The writes that a commit comes to, each with the conflict that is met where its condition does not hold.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    operations: Vec<Operation>,
    conflicts: Vec<Conflict>,
    keys: HashSet<Key>,
    /// What stands against it whatever is stored: two of its writes want the same.
    clash: Option<Conflict>,
}

impl Plan {
    /// Writes an aggregate under this stamp. What was read says where it stands, and the condition on its version stands on the
    /// write itself.
    pub(crate) fn write<E: Stored>(&mut self, write: &Write<E>, stamp: Option<u64>) {
        match write {
            Write::Insert(new) => {
                let (unique, others): (Vec<Entry>, Vec<Entry>) =
                    new.entries().into_iter().partition(|entry| entry.unique.is_some());
                self.enter(unique);
                self.insert(new.key(), stamped(new.attributes(), stamp), ID_EXISTS);
                self.enter(others);
            }
            Write::Update { expected, new } => {
                let mut update = expected.update_to(new);
                update.set = stamped(update.set, stamp);
                self.change(expected.key(), Action::Update(update), is_expected_version(expected));
                self.move_entries(&expected.entries(), new.entries());
            }
            Write::Delete(expected) => {
                self.change(expected.key(), Action::Delete, is_expected_version(expected));
                self.move_entries(&expected.entries(), Vec::new());
            }
            Write::Require(expected) => self.change(expected.key(), Action::Require, is_expected_version(expected)),
        }
    }

    fn enter(&mut self, entries: impl IntoIterator<Item = Entry>) {
        for Entry { key, attributes, unique } in entries {
            match unique {
                Some(value) => self.insert(key, attributes, Conflict::Exists(value)),
                None => self.put(key, attributes),
            }
        }
    }

    /// Writes the entries that are new or say something else, and removes those that are no more.
    fn move_entries(&mut self, old: &[Entry], new: Vec<Entry>) {
        for entry in old {
            if new.iter().all(|other| other.key != entry.key) {
                self.delete(entry.key.clone());
            }
        }
        for entry in new {
            match old.iter().find(|other| other.key == entry.key) {
                None => self.enter([entry]),
                Some(same) if *same == entry => {}
                Some(_) => self.put(entry.key, entry.attributes),
            }
        }
    }

    /// Makes what is planned of this item hold only where this holds too.
    pub(super) fn narrow(&mut self, key: &Key, condition: &Condition) {
        for operation in self.operations.iter_mut().filter(|operation| operation.key == *key) {
            let present = operation.condition.take();
            operation.condition = Some(Condition::All(present.into_iter().chain([condition.clone()]).collect()));
        }
    }

    /// Writes an item whose key must be free.
    pub(super) fn insert(&mut self, key: Key, attributes: Attributes, conflict: Conflict) {
        self.add(key, Action::Put(attributes), Some(Condition::IS_ABSENT), conflict);
    }

    /// Writes an item, whatever is there.
    pub(super) fn put(&mut self, key: Key, attributes: Attributes) {
        self.add(key, Action::Put(attributes), None, Conflict::Stale);
    }

    /// Removes an item, where it is there.
    fn delete(&mut self, key: Key) {
        self.add(key, Action::Delete, None, Conflict::Stale);
    }

    /// Writes or requires an item that must be as it was read.
    pub(super) fn change(&mut self, key: Key, action: Action, as_read: Condition) {
        self.add(key, action, Some(as_read), Conflict::Stale);
    }

    /// An item takes the place of one that no longer counts.
    pub(super) fn replace(&mut self, key: Key, attributes: Attributes, is_free: Condition, conflict: Conflict) {
        self.add(key, Action::Put(attributes), Some(is_free), conflict);
    }

    /// Requires that there is such an item, unless something else is said of it already.
    pub(super) fn require_existence(&mut self, key: Key) {
        if !self.keys.contains(&key) {
            self.add(key, Action::Require, Some(Condition::EXISTS), Conflict::Stale);
        }
    }

    /// Notes what stands against the commit whatever is stored.
    pub(super) fn clash(&mut self, conflict: Conflict) {
        self.clash.get_or_insert(conflict);
    }

    fn add(&mut self, key: Key, action: Action, condition: Option<Condition>, conflict: Conflict) {
        // DynamoDB takes no two writes of one item; both want to be the one who has it.
        if !self.keys.insert(key.clone()) {
            return self.clash(conflict);
        }
        self.operations.push(Operation { key, action, condition });
        self.conflicts.push(conflict);
    }

    /// Makes all of it, or none.
    pub(super) async fn commit(mut self, database: &Database) -> Result<(), CommitError> {
        if self.operations.len() > MOST_OPERATIONS {
            return Err(CommitError::TooLarge { operations: self.operations.len(), most: MOST_OPERATIONS });
        }
        if self.clash.is_some() {
            self.write_nothing();
        }
        match (database.transact(&self.operations).await?, self.clash) {
            (Outcome::Done, None) => Ok(()),
            (Outcome::Done, Some(clash)) => Err(clash.into()),
            (Outcome::Refused(refused), _) => Err(self.conflict(&refused).into()),
        }
    }

    /// Leaves the conditions alone: a stale one is told first, also where the commit can't hold anyway.
    fn write_nothing(&mut self) {
        let conflicts = std::mem::take(&mut self.conflicts);
        let checked = std::mem::take(&mut self.operations).into_iter().zip(conflicts);
        for (operation, conflict) in checked.filter(|(operation, _)| operation.condition.is_some()) {
            self.operations.push(Operation { action: Action::Require, ..operation });
            self.conflicts.push(conflict);
        }
    }

    /// The conflict to tell where these conditions did not hold.
    fn conflict(&self, refused: &[usize]) -> Conflict {
        let met: Vec<Conflict> = refused.iter().filter_map(|index| self.conflicts.get(*index)).copied().collect();
        let exists = met.first().copied().filter(|_| !met.contains(&Conflict::Stale));
        exists.unwrap_or(Conflict::Stale)
    }
}

/// The condition that an aggregate is as it was read: its version stands for all of it, but for what moves without one.
pub(super) fn is_expected_version(expected: &impl Entity) -> Condition {
    Condition::Is(VERSION, number(expected.version().number()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Conflict = Conflict::Exists(UniqueValue::Username);
    const ID: Conflict = Conflict::Exists(UniqueValue::Id);

    fn key(sort: &str) -> Key {
        Key { partition: "P".to_owned(), sort: sort.to_owned() }
    }

    fn plan() -> Plan {
        let mut plan = Plan::default();
        plan.insert(key("name"), Vec::new(), NAME);
        plan.insert(key("id"), Vec::new(), ID);
        plan.put(key("entry"), Vec::new());
        plan.change(key("other"), Action::Delete, Condition::EXISTS);
        plan
    }

    #[test]
    fn stale_is_reported_first_and_else_the_first_planned() {
        assert_eq!(plan().conflict(&[0, 1, 3]), Conflict::Stale);
        assert_eq!(plan().conflict(&[0, 1]), NAME);
        assert_eq!(plan().conflict(&[1]), ID);
    }

    #[test]
    fn two_writes_of_one_item_clash_and_nothing_is_written() {
        let mut plan = plan();
        plan.insert(key("name"), Vec::new(), NAME);
        plan.insert(key("id"), Vec::new(), ID);
        assert_eq!((plan.clash, plan.operations.len()), (Some(NAME), 4));
        plan.write_nothing();
        let left: Vec<_> = plan.operations.iter().map(|operation| operation.key.sort.as_str()).collect();
        assert_eq!(left, ["name", "id", "other"]);
        assert!(plan.operations.iter().all(|operation| operation.action == Action::Require));
        assert_eq!(plan.conflicts, [NAME, ID, Conflict::Stale]);
    }

    #[test]
    fn what_is_written_is_not_required_as_well() {
        let mut plan = plan();
        plan.require_existence(key("id"));
        plan.require_existence(key("user"));
        plan.require_existence(key("user"));
        assert_eq!((plan.operations.len(), plan.clash), (5, None));
    }
}
