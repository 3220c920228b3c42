use std::collections::HashMap;

use domain::{Entity, User};
use secrecy::SecretString;

use crate::{SeedKind, sample::KINDS};

/// The sample to fill a store with. The same seed creates the same entities, with the same ids and times.
#[derive(Clone)]
pub struct SeedPlan {
    /// The number of each kind of entity, by its name in [`SeedPlan::kinds`]. Of one that is not named there are none.
    pub numbers: HashMap<&'static str, u32>,
    /// The number that identifies the sample.
    pub seed: u64,
    /// The password of every created user.
    pub password: SecretString,
}

/// The progress of filling the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Entities that are stored.
    pub stored: u64,
    /// Entities that are to be stored.
    pub total: u64,
}

impl SeedPlan {
    /// Every kind, in the order in which they are created.
    pub fn kinds() -> impl Iterator<Item = SeedKind> {
        KINDS.iter().map(|kind| kind.seed_kind)
    }

    /// The number of entities of a kind.
    #[must_use]
    pub fn number(&self, kind: &str) -> u32 {
        self.numbers.get(kind).copied().unwrap_or_default()
    }

    /// The number of all entities.
    #[must_use]
    pub fn total(&self) -> u64 {
        Self::kinds().map(|kind| u64::from(self.number(kind.name))).sum()
    }

    /// Whether users are to be created.
    #[must_use]
    pub fn has_users(&self) -> bool {
        self.number(User::COLLECTION) > 0
    }

    /// A kind of which there are to be some, while there are none of a kind that it needs.
    pub(crate) fn without_needs(&self) -> Option<SeedKind> {
        let lacks = |kind: &SeedKind| kind.needs.iter().any(|needed| self.number(needed) == 0);
        Self::kinds().find(|kind| self.number(kind.name) > 0 && lacks(kind))
    }
}
