use std::collections::HashSet;

use application::{CommitError, Conflict, StoreError, UniqueValue, Write};
use domain::Entity;

use crate::{
    database::Database,
    expressions::Condition,
    items::{Attributes, number, stamped},
    keys::Key,
    stored::{Entry, Stored, VERSION, differences},
    transactions::{Action, MOST_OPERATIONS, Operation, Outcome},
};

const ID_EXISTS: Conflict = Conflict::Exists(UniqueValue::Id);

/// The operations of a commit, each with the conflict to return if its condition does not hold.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    operations: Vec<Operation>,
    conflicts: Vec<Conflict>,
    keys: HashSet<Key>,
    /// A conflict that does not depend on the store: two of the writes need the same key.
    clash: Option<Conflict>,
}

impl Plan {
    /// Writes an aggregate with this stamp. The keys come from the state that was read, and the condition on its
    /// version is part of the write itself.
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

    /// Writes the entries that are new or changed, and removes those that no longer exist. One that is changed has the
    /// condition of its aggregate's own item.
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
                Some(same) => {
                    let update = differences(&same.attributes, entry.attributes);
                    self.add(entry.key, Action::Update(update), None, Conflict::Stale);
                }
            }
        }
    }

    /// Adds this condition to the planned operations on this item.
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

    /// Writes an item, whether it exists or not.
    pub(super) fn put(&mut self, key: Key, attributes: Attributes) {
        self.add(key, Action::Put(attributes), None, Conflict::Stale);
    }

    /// Removes an item, if it exists.
    fn delete(&mut self, key: Key) {
        self.add(key, Action::Delete, None, Conflict::Stale);
    }

    /// Writes or requires an item that must be in the state that was read.
    pub(super) fn change(&mut self, key: Key, action: Action, as_read: Condition) {
        self.add(key, action, Some(as_read), Conflict::Stale);
    }

    /// Writes an item whose key must be free, or have an item that is no longer valid.
    pub(super) fn replace(&mut self, key: Key, attributes: Attributes, is_free: Condition, conflict: Conflict) {
        self.add(key, Action::Put(attributes), Some(is_free), conflict);
    }

    /// Requires that an item exists, unless there is an operation on it already.
    pub(super) fn require_existence(&mut self, key: Key) {
        if !self.keys.contains(&key) {
            self.add(key, Action::Require, Some(Condition::EXISTS), Conflict::Stale);
        }
    }

    /// Records a conflict that does not depend on the store.
    pub(super) fn clash(&mut self, conflict: Conflict) {
        self.clash.get_or_insert(conflict);
    }

    /// The operations, for a caller that commits them itself.
    pub(crate) fn into_operations(self) -> Vec<Operation> {
        self.operations
    }

    fn add(&mut self, key: Key, action: Action, condition: Option<Condition>, conflict: Conflict) {
        // DynamoDB accepts no two writes of one item; each expects to be the only one.
        if !self.keys.insert(key.clone()) {
            return self.clash(conflict);
        }
        self.operations.push(Operation { key, action, condition });
        self.conflicts.push(conflict);
    }

    /// Commits all operations, or none. In maintenance, a gate exists and nothing is written.
    pub(super) async fn commit(mut self, database: &Database) -> Result<(), CommitError> {
        // One more, for the gate.
        let operations = self.operations.len() + 1;
        if operations > MOST_OPERATIONS {
            return Err(CommitError::TooLarge { operations, most: MOST_OPERATIONS });
        }
        if self.clash.is_some() {
            self.write_nothing();
        }
        let gate = self.operations.len();
        let is_open = Some(Condition::IS_ABSENT);
        self.operations.push(Operation { key: Key::any_gate(), action: Action::Require, condition: is_open });
        match (database.transact(&self.operations).await?, self.clash) {
            (Outcome::Done, None) => Ok(()),
            (Outcome::Done, Some(clash)) => Err(clash.into()),
            (Outcome::Refused(refused), _) if refused.contains(&gate) => Err(StoreError::Maintenance.into()),
            (Outcome::Refused(refused), _) => Err(self.conflict(&refused).into()),
        }
    }

    /// Keeps only the conditions: a stale one is returned first, even if the commit can't succeed anyway.
    fn write_nothing(&mut self) {
        let conflicts = std::mem::take(&mut self.conflicts);
        let checked = std::mem::take(&mut self.operations).into_iter().zip(conflicts);
        for (operation, conflict) in checked.filter(|(operation, _)| operation.condition.is_some()) {
            self.operations.push(Operation { action: Action::Require, ..operation });
            self.conflicts.push(conflict);
        }
    }

    /// The conflict to return for the conditions that did not hold.
    fn conflict(&self, refused: &[usize]) -> Conflict {
        let met: Vec<Conflict> = refused.iter().filter_map(|index| self.conflicts.get(*index)).copied().collect();
        let exists = met.first().copied().filter(|_| !met.contains(&Conflict::Stale));
        exists.unwrap_or(Conflict::Stale)
    }
}

/// The condition that an aggregate is in the state that was read: its version covers everything, except for the stock
/// of a product.
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
