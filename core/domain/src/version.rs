use serde::{Deserialize, Serialize};

/// How often a stored entity has been written. An optimistic write compares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version(u32);

impl Version {
    /// The version of an entity that was written once.
    pub const FIRST: Self = Self(1);

    /// The version with this number, from a store.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number, for storing.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The version that the next write creates.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}
