use std::fmt::Debug;

use crate::{Id, Timestamp, Version};

/// An object that is stored as a whole and identified by its id through all its states. The id and the time of creation
/// never change; each write creates another version.
pub trait Entity: Clone + Debug + PartialEq + Send + Sync + 'static {
    /// The plural name of the kind, as people read it: `users`.
    const COLLECTION: &'static str;

    /// The identity.
    fn id(&self) -> Id<Self>;

    /// When it was created.
    fn created_at(&self) -> Timestamp;

    /// The version that was read; for a new entity, the first.
    fn version(&self) -> Version;

    /// The same state in the version that the next write stores.
    #[must_use]
    fn into_next_version(self) -> Self;
}
