use application::{StoreError, UniqueValue};
use domain::{Entity, Id};

use crate::{
    expressions::Update,
    items::{Attributes, Fields, Item},
    keys::{Key, List},
};

/// The attribute with the version of an aggregate.
pub(crate) const VERSION: &str = "version";

/// How an aggregate stands in the table: in an item of its own, and in entries of lists.
pub(crate) trait Stored: Entity {
    /// The key of its own item.
    fn key(&self) -> Key;

    /// What its own item has beside the key.
    fn attributes(&self) -> Attributes;

    /// Its entries. One of a version is written again only where a later version has another.
    fn entries(&self) -> Vec<Entry>;

    /// The aggregate of its own item.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] where the domain does not know what the item holds.
    fn read(item: Item) -> Result<Self, StoreError>;

    /// What becomes of its own item when it becomes another state: only what differs is written.
    fn update_to(&self, new: &Self) -> Update {
        let (read, mut set) = (self.attributes(), new.attributes());
        let is_in = |attributes: &Attributes, name: &str| attributes.iter().any(|(other, _)| *other == name);
        let remove = read.iter().map(|(name, _)| *name).filter(|name| !is_in(&set, name)).collect();
        // The last version there is stays what it is.
        set.retain(|attribute| attribute.0 == VERSION || !read.contains(attribute));
        Update { set, remove, ..Update::default() }
    }
}

/// An item beside the own one of an aggregate: by it the aggregate is listed, or found by something else than its identity.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) attributes: Attributes,
    /// What exists where another aggregate has an entry with this key; none where only this aggregate can.
    pub(crate) unique: Option<UniqueValue>,
}

/// An aggregate that is found by its identity, and listed by creation.
pub(crate) trait Listed: Stored {
    /// Where its entries by creation are.
    const LIST: List;
    /// The attribute of an entry that names the aggregate.
    const NAME: &'static str;

    /// The key of its own item.
    fn key_of(id: Id<Self>) -> Key;

    /// The own item of the aggregate that an entry names.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] where the entry names none.
    fn named(entry: &Item) -> Result<Key, StoreError> {
        Ok(Self::key_of(Fields::of("entries", entry.clone()).id(Self::NAME)?))
    }
}
