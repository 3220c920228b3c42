use std::collections::{BTreeSet, HashMap};

use application::{Adjustments, AttemptsKey, AttemptsMade, Quota};
use domain::Timestamp;

/// The counters of attempts, and an index by end of window for purging.
#[derive(Default)]
pub(crate) struct Counters {
    rows: HashMap<AttemptsKey, AttemptsMade>,
    by_end: BTreeSet<(Timestamp, AttemptsKey)>,
}

impl Counters {
    /// The counter of this key, while its window is running.
    pub(crate) fn running(&self, key: &AttemptsKey, now: Timestamp) -> Option<AttemptsMade> {
        self.rows.get(key).copied().filter(|made| now < made.until)
    }

    pub(crate) fn take(&mut self, quotas: &[Quota], now: Timestamp) -> Result<(), Timestamp> {
        let full = quotas.iter().filter_map(|quota| {
            let made = self.running(&quota.key, now).unwrap_or_else(|| unused(quota, now));
            (made.count >= quota.limit).then_some(made.until)
        });
        if let Some(until) = full.max() {
            return Err(until);
        }
        for quota in quotas {
            let made = self.running(&quota.key, now).unwrap_or_else(|| unused(quota, now));
            self.put(&quota.key, AttemptsMade { count: made.count.saturating_add(1), ..made });
        }
        Ok(())
    }

    pub(crate) fn settle(&mut self, adjustments: &Adjustments, now: Timestamp) {
        for key in &adjustments.give_back {
            if let Some(made) = self.running(key, now) {
                self.put(key, AttemptsMade { count: made.count.saturating_sub(1), ..made });
            }
        }
        for key in &adjustments.clear {
            self.remove(key);
        }
        if let Some((key, window)) = &adjustments.mark {
            self.put(key, AttemptsMade { count: 1, until: now.after(*window) });
        }
    }

    /// Removes counters whose window has ended at `now`, at most `at_most`, and returns their number.
    pub(super) fn purge(&mut self, now: Timestamp, at_most: u16) -> u64 {
        let mut purged = 0;
        for _ in 0..at_most {
            let first = self.by_end.first().filter(|(until, _)| *until <= now);
            let Some((_, key)) = first.cloned() else { break };
            self.remove(&key);
            purged += 1;
        }
        purged
    }

    fn put(&mut self, key: &AttemptsKey, made: AttemptsMade) {
        self.remove(key);
        self.by_end.insert((made.until, key.clone()));
        self.rows.insert(key.clone(), made);
    }

    fn remove(&mut self, key: &AttemptsKey) {
        if let Some((key, made)) = self.rows.remove_entry(key) {
            self.by_end.remove(&(made.until, key));
        }
    }
}

/// A counter whose window begins now.
fn unused(quota: &Quota, now: Timestamp) -> AttemptsMade {
    AttemptsMade { count: 0, until: now.after(quota.window) }
}
