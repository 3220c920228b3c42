/// How often a stored entity has been written: what an optimistic write compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u32);

impl Version {
    /// The version of an entity that was written once.
    pub const FIRST: Self = Self(1);

    /// The version with this number, as a store has it.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number that a store keeps.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The version that the next write makes.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}
