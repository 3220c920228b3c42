use application::{StoreError, UniqueValue};
use domain::{Entity, Id};

use crate::{
    expressions::Update,
    items::{Attributes, Fields, Item},
    keys::{Key, List},
};

/// The attribute with the version of an aggregate.
pub(crate) const VERSION: &str = "version";

/// How an aggregate is stored in the table: in an item of its own, and in entries of lists.
pub(crate) trait Stored: Entity {
    /// The key of its own item.
    fn key(&self) -> Key;

    /// The attributes of its own item, without the key.
    fn attributes(&self) -> Attributes;

    /// Its entries. An entry is written again only if a later version has another one.
    fn entries(&self) -> Vec<Entry>;

    /// The aggregate of its own item.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] if the domain does not accept the item.
    fn read(item: Item) -> Result<Self, StoreError>;

    /// The update of its own item to another state.
    fn update_to(&self, new: &Self) -> Update {
        differences(&self.attributes(), new.attributes())
    }
}

/// The update of attributes to others. What is the same is not written, and neither is an attribute that only a newer binary
/// knows.
pub(crate) fn differences(old: &Attributes, new: Attributes) -> Update {
    let is_in = |attributes: &Attributes, name: &str| attributes.iter().any(|(other, _)| *other == name);
    let remove = old.iter().map(|(name, _)| *name).filter(|name| !is_in(&new, name)).collect();
    let mut set = new;
    // The last possible version stays.
    set.retain(|attribute| attribute.0 == VERSION || !old.contains(attribute));
    Update { set, remove, ..Update::default() }
}

/// An item in addition to the aggregate's own: the aggregate is listed by it, or found by something else than its id.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) attributes: Attributes,
    /// The unique value that exists if another aggregate has an entry with this key; `None` if only this aggregate can.
    pub(crate) unique: Option<UniqueValue>,
}

/// An aggregate that is found by its id, and listed by creation.
pub(crate) trait Listed: Stored {
    /// The list of its entries by creation.
    const LIST: List;
    /// The attribute of an entry that names the aggregate.
    const NAME: &'static str;
    /// The fields that were added when there were items already, each with the word that an item without it has.
    const DEFAULT_WORDS: &'static [(&'static str, &'static str)] = &[];

    /// The key of its own item.
    fn key_of(id: Id<Self>) -> Key;

    /// The own item of the aggregate that an entry names.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] if the entry names none.
    fn named(entry: &Item) -> Result<Key, StoreError> {
        Ok(Self::key_of(Fields::of("entries", entry.clone()).id(Self::NAME)?))
    }
}
