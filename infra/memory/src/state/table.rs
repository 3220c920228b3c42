use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::Bound,
};

use application::{Conflict, Filter, Position, UniqueValue, Write};
use domain::{Entity, Id};

use super::occupant::Occupant;

/// An entity with its unique values and its indexes other than the one by creation.
pub(crate) trait Indexed: Entity {
    /// The other indexes.
    type Indexes: Default;

    /// The values that must be unique.
    fn unique_values(&self) -> Vec<Unique> {
        Vec::new()
    }

    /// Whether it meets a filter of lists.
    fn meets(&self, _filter: Filter) -> bool {
        false
    }

    /// Adds it to the other indexes.
    fn enter(&self, _indexes: &mut Self::Indexes) {}

    /// Removes it from the other indexes.
    fn leave(&self, _indexes: &mut Self::Indexes) {}
}

/// A value that must be unique.
pub(super) type Unique = (UniqueValue, Vec<u8>);

/// The entities of one kind, and their indexes.
pub(crate) struct Table<E: Indexed> {
    rows: HashMap<Id<E>, E>,
    by_creation: BTreeSet<Position<E>>,
    owners: BTreeMap<Unique, Id<E>>,
    indexes: E::Indexes,
}

impl<E: Indexed> Default for Table<E> {
    fn default() -> Self {
        Self {
            rows: HashMap::new(),
            by_creation: BTreeSet::new(),
            owners: BTreeMap::new(),
            indexes: E::Indexes::default(),
        }
    }
}

impl<E: Indexed> Table<E> {
    pub(crate) fn get(&self, id: Id<E>) -> Option<&E> {
        self.rows.get(&id)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &E> {
        self.rows.values()
    }

    /// The entity with this unique value.
    pub(crate) fn owner(&self, value: UniqueValue, bytes: &[u8]) -> Option<&E> {
        self.owners.get(&(value, bytes.to_vec())).and_then(|id| self.get(*id))
    }

    /// The ids by unique value, byte for byte.
    pub(super) const fn owners(&self) -> &BTreeMap<Unique, Id<E>> {
        &self.owners
    }

    pub(super) const fn by_creation(&self) -> &BTreeSet<Position<E>> {
        &self.by_creation
    }

    pub(super) const fn indexes(&self) -> &E::Indexes {
        &self.indexes
    }

    /// The first `limit` after `after` that meet all filters, in the order of creation.
    pub(crate) fn list(&self, filters: &[Filter], after: Option<Position<E>>, limit: u16) -> Vec<E> {
        let behind = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let found = self.by_creation.range(behind).filter_map(|position| self.get(position.id));
        let matching = found.filter(|entity| filters.iter().all(|filter| entity.meets(*filter)));
        matching.take(limit.into()).cloned().collect()
    }

    /// Whether the stored version is the one that was read.
    pub(super) fn is_expected_version(&self, write: &Write<E>) -> bool {
        write
            .expected()
            .is_none_or(|expected| self.get(expected.id()).is_some_and(|row| row.version() == expected.version()))
    }

    /// Whether every unique value to be written is free, or belongs to the same entity, and is not in `taken`, the
    /// values of the same commit.
    pub(super) fn check_unique_values(&self, write: &Write<E>, taken: &mut HashSet<Unique>) -> Result<(), Conflict> {
        let (Write::Insert(new) | Write::Update { new, .. }) = write else { return Ok(()) };
        for unique in new.unique_values() {
            let value = unique.0;
            let is_free = self.owners.get(&unique).is_none_or(|owner| *owner == new.id());
            if !is_free || !taken.insert(unique) {
                return Err(Conflict::Exists(value));
            }
        }
        match write {
            Write::Insert(new) if self.rows.contains_key(&new.id()) => Err(Conflict::Exists(UniqueValue::Id)),
            _ => Ok(()),
        }
    }

    /// What stands where the entity of this insert is to be loaded.
    pub(super) fn occupant(&self, write: &Write<E>, taken: &mut HashSet<Unique>) -> Occupant {
        let Write::Insert(new) = write else { return Occupant::Unknown };
        let name = || format!("{} {}", E::COLLECTION, new.id());
        match Occupant::of(new, self.get(new.id()), name) {
            Occupant::None if self.check_unique_values(write, taken).is_err() => Occupant::Other(name()),
            occupant => occupant,
        }
    }

    pub(super) fn apply(&mut self, write: Write<E>) {
        match write {
            Write::Insert(new) | Write::Update { new, .. } => self.put(new),
            Write::Delete(expected) => self.remove(expected.id()),
            Write::Require(_) => {}
        }
    }

    /// Inserts the entity, or replaces the one with this id.
    pub(super) fn put(&mut self, entity: E) {
        self.remove(entity.id());
        self.by_creation.insert(Position::from(&entity));
        self.owners.extend(entity.unique_values().into_iter().map(|unique| (unique, entity.id())));
        entity.enter(&mut self.indexes);
        self.rows.insert(entity.id(), entity);
    }

    pub(super) fn remove(&mut self, id: Id<E>) {
        let Some(entity) = self.rows.remove(&id) else { return };
        self.by_creation.remove(&Position::from(&entity));
        for unique in entity.unique_values() {
            self.owners.remove(&unique);
        }
        entity.leave(&mut self.indexes);
    }
}
