use std::collections::{BTreeMap, HashMap};

use application::{IdempotencyRecord, IdempotencyScope};
use domain::Timestamp;

/// The idempotency records, and an index by expiry.
#[derive(Default)]
pub(super) struct IdempotencyTable {
    rows: HashMap<IdempotencyScope, IdempotencyRecord>,
    by_expiry: BTreeMap<Timestamp, Vec<IdempotencyScope>>,
}

impl IdempotencyTable {
    /// The record of this scope, unless it is expired at `now`.
    pub(super) fn find(&self, scope: &IdempotencyScope, now: Timestamp) -> Option<&IdempotencyRecord> {
        self.rows.get(scope).filter(|record| now < record.expires_at)
    }

    /// The record of this scope, expired or not.
    pub(super) fn get(&self, scope: &IdempotencyScope) -> Option<&IdempotencyRecord> {
        self.rows.get(scope)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &IdempotencyRecord> {
        self.rows.values()
    }

    /// Inserts the record, or replaces the expired one of its scope.
    pub(super) fn put(&mut self, record: IdempotencyRecord) {
        self.by_expiry.entry(record.expires_at).or_default().push(record.scope.clone());
        self.rows.insert(record.scope.clone(), record);
    }

    /// Removes records that are expired at `now`, at most `at_most`, and returns their number.
    pub(super) fn purge(&mut self, now: Timestamp, at_most: u16) -> u64 {
        let mut purged = 0;
        while purged < u64::from(at_most) {
            let Some(mut first) = self.by_expiry.first_entry().filter(|first| *first.key() <= now) else { break };
            let expires_at = *first.key();
            match first.get_mut().pop() {
                // The record may have been replaced by one that expires later.
                Some(scope) if self.rows.get(&scope).is_some_and(|record| record.expires_at == expires_at) => {
                    self.rows.remove(&scope);
                    purged += 1;
                }
                Some(_) => {}
                None => {
                    first.remove();
                }
            }
        }
        purged
    }
}
