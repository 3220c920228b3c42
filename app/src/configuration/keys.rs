use std::{collections::BTreeMap, sync::LazyLock};

use super::{key::Key, parts::Parts, reader::Reader, sources::Sources};

/// Every setting, in the order of the reference. A reading declares its keys as it goes, so this list has exactly the
/// keys that are read.
pub(super) static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let sources = Sources::default();
    let mut reader = Reader::new(&sources, BTreeMap::new(), Vec::new());
    Parts::read(&mut reader);
    reader.into_keys()
});

/// The setting of this name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}
