use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use application::Ids;
use shaku::Component;
use uuid::{Builder, Uuid};

/// Sequential ids: the first ends in `...000000000001`, and each is greater than the one before. They have the form of
/// a `UUIDv7` of 2026-01-01T00:00:00.000Z. Clones share the count.
#[derive(Clone, Default, Component)]
#[shaku(interface = Ids)]
pub struct SequentialIds {
    #[shaku(default)]
    made: Arc<AtomicU64>,
}

impl SequentialIds {
    /// The timestamp in every id, in milliseconds.
    const MILLIS: u64 = 1_767_225_600_000;

    /// The `number`th id, counted from one.
    #[must_use]
    pub fn nth(number: u64) -> Uuid {
        let mut tail = [0; 10];
        for (byte, digit) in tail.iter_mut().skip(2).zip(number.to_be_bytes()) {
            *byte = digit;
        }
        Builder::from_unix_timestamp_millis(Self::MILLIS, &tail).into_uuid()
    }
}

impl Ids for SequentialIds {
    fn next(&self) -> Uuid {
        Self::nth(self.made.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_ascend_and_are_version_seven() {
        let ids = SequentialIds::default();
        let made: Vec<Uuid> = (0..1_000).map(|_| ids.next()).collect();
        assert!(made.is_sorted_by(|left, right| left < right));
        assert!(made.iter().all(|id| id.get_version_num() == 7));
        assert_eq!(made[0].to_string(), "019b76da-a800-7000-8000-000000000001");
    }
}
