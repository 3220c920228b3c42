use std::{collections::HashSet, time::Duration};

use domain::{Id, Timestamp};
use fastrand::Rng;
use uuid::Builder;

/// 2025-01-01T00:00:00Z: a sample is in the past, whenever it is created.
const BEGINNING: i64 = 1_735_689_600_000;
/// The maximum time between two events of a sample.
const STEP: Duration = Duration::from_mins(2);

/// Random values that are the same for the same seed, and a clock that moves on with each event.
pub(super) struct Chance {
    random: Rng,
    now: Timestamp,
    names: HashSet<String>,
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        let now = Timestamp::from_unix_millis(BEGINNING).unwrap_or(Timestamp::MAX);
        Self { random: Rng::with_seed(seed), now, names: HashSet::new() }
    }

    /// The moment of the next event.
    pub(super) fn next_moment(&mut self) -> Timestamp {
        self.now = self.now.after(STEP.mul_f64(self.random.f64()));
        self.now
    }

    /// A `UUIDv7` of this moment.
    pub(super) fn id<T>(&mut self, at: Timestamp) -> Id<T> {
        let mut bytes = [0; 10];
        self.random.fill(&mut bytes);
        Id::new(Builder::from_unix_timestamp_millis(at.unix_millis().unsigned_abs(), &bytes).into_uuid())
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        self.random.i64(least..=most)
    }

    /// True in `percent` of a hundred calls.
    pub(super) fn percent(&mut self, percent: u8) -> bool {
        self.random.u8(0..100) < percent
    }

    /// One of these; the default if there is none.
    pub(super) fn one_of<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        self.random.choice(choices).copied().unwrap_or_default()
    }

    /// `amount` different positions in a list of `length`, or all of them.
    pub(super) fn indices(&mut self, length: usize, amount: usize) -> Vec<usize> {
        self.random.choose_multiple(0..length, amount)
    }

    /// A name from `make` that was not used before.
    pub(super) fn new_name(&mut self, make: impl Fn(&mut Self) -> String) -> String {
        loop {
            let name = make(self);
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }

    /// Four letters and digits.
    pub(super) fn suffix(&mut self) -> String {
        (0..4).map(|_| self.random.digit(36)).collect()
    }
}
