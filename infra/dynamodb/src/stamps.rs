use std::{
    ops::RangeInclusive,
    sync::atomic::{AtomicU64, Ordering},
};

use domain::Timestamp;

/// The bits of a stamp that count commits within a millisecond.
const COUNTER_BITS: u32 = 16;

/// Generates stamps for commits that are in the order of cause and effect, on any replica.
///
/// A stamp is the time of a commit, or the successor of the latest stamp that this process generated or read, if that
/// is greater: a hybrid logical clock. Everything that a commit writes has its stamp, and a commit that depends on it
/// has read it, so it gets a greater one, however wrong the clock of its replica is.
#[derive(Debug, Default)]
pub(crate) struct Stamps {
    latest: AtomicU64,
}

impl Stamps {
    /// Records a stamp that was read.
    pub(crate) fn observe(&self, stamp: u64) {
        self.latest.fetch_max(stamp, Ordering::AcqRel);
    }

    /// Generates `count` consecutive stamps, for a commit at `at`.
    pub(crate) fn reserve(&self, at: Timestamp, count: u64) -> RangeInclusive<u64> {
        let of_clock = at.unix_millis().unsigned_abs() << COUNTER_BITS;
        let next = |latest: u64| {
            let first = latest.saturating_add(1).max(of_clock);
            first..=first.saturating_add(count.saturating_sub(1))
        };
        let note = |latest: u64| Some(*next(latest).end());
        next(self.latest.fetch_update(Ordering::AcqRel, Ordering::Acquire, note).unwrap_or_else(|latest| latest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_unix_millis(millis).unwrap()
    }

    #[test]
    fn stamps_follow_the_clock_and_ascend_when_it_goes_back() {
        let (stamps, first) = (Stamps::default(), 5 << 16);
        assert_eq!(stamps.reserve(at(5), 1), first..=first);
        assert_eq!(stamps.reserve(at(4), 3), first + 1..=first + 3);
        assert_eq!(stamps.reserve(at(4), 1), first + 4..=first + 4);
        assert_eq!(stamps.reserve(at(6), 2), 6 << 16..=(6 << 16) + 1);
    }

    #[test]
    fn a_stamp_that_was_read_is_followed() {
        let stamps = Stamps::default();
        stamps.observe(1 << 40);
        stamps.observe(1 << 30);
        assert_eq!(*stamps.reserve(at(5), 1).start(), (1 << 40) + 1);
    }

    #[test]
    fn the_last_moment_leaves_room_for_more() {
        let stamps = Stamps::default();
        let last = *stamps.reserve(Timestamp::MAX, 100).end();
        assert_eq!(*stamps.reserve(Timestamp::MAX, 1).start(), last + 1);
        stamps.observe(u64::MAX);
        assert_eq!(stamps.reserve(at(1), 2), u64::MAX..=u64::MAX);
    }
}
