use std::fmt::Debug;

use crate::{Id, Timestamp, Version};

/// What is stored as a whole, known by its identity through all its states. Neither that nor the time of its creation ever
/// changes; each write makes another version.
pub trait Entity: Clone + Debug + PartialEq + Send + Sync + 'static {
    /// What all of them together are called where people read it: `orders`.
    const COLLECTION: &'static str;

    /// The identity.
    fn id(&self) -> Id<Self>;

    /// When it was made.
    fn created_at(&self) -> Timestamp;

    /// The version that was read, or the first.
    fn version(&self) -> Version;

    /// The same state as the next write stores it.
    #[must_use]
    fn into_next_version(self) -> Self;
}
