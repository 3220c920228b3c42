use std::{
    collections::{BTreeSet, HashMap, hash_map::Entry},
    ops::Bound,
};

use application::{LiveSessions, Position, UniqueValue};
use domain::{SecretHash, Session, SessionId, Timestamp, UserId};

use super::table::{Indexed, Table, Unique};

/// The orders in which sessions are listed and purged.
#[derive(Default)]
pub(crate) struct SessionIndexes {
    by_user: HashMap<UserId, BTreeSet<Position<Session>>>,
    by_expiry: BTreeSet<(Timestamp, SessionId)>,
}

impl Indexed for Session {
    type Indexes = SessionIndexes;

    fn unique_values(&self) -> Vec<Unique> {
        vec![(UniqueValue::Id, self.secret_hash().as_bytes().to_vec())]
    }

    fn enter(&self, indexes: &mut SessionIndexes) {
        indexes.by_user.entry(self.user_id()).or_default().insert(Position::from(self));
        indexes.by_expiry.insert((self.expires_at(), self.id()));
    }

    fn leave(&self, indexes: &mut SessionIndexes) {
        indexes.by_expiry.remove(&(self.expires_at(), self.id()));
        if let Entry::Occupied(mut of_user) = indexes.by_user.entry(self.user_id()) {
            of_user.get_mut().remove(&Position::from(self));
            if of_user.get().is_empty() {
                of_user.remove();
            }
        }
    }
}

impl Table<Session> {
    pub(crate) fn with_secret(&self, secret: SecretHash) -> Option<&Session> {
        self.owner(UniqueValue::Id, secret.as_bytes())
    }

    pub(crate) fn live(&self, which: LiveSessions, after: Option<Position<Session>>, limit: u16) -> Vec<Session> {
        let behind = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let is_live = |session: &&Session| session.as_stored().epoch == which.epoch && which.now < session.expires_at();
        let of_user = self.indexes().by_user.get(&which.user).into_iter().flat_map(|of_user| of_user.range(behind));
        let live = of_user.filter_map(|position| self.get(position.id)).filter(is_live);
        live.take(limit.into()).cloned().collect()
    }

    /// Removes sessions that are expired at `now`, at most `at_most`, and returns their number.
    pub(super) fn purge(&mut self, now: Timestamp, at_most: u16) -> u64 {
        let mut purged = 0;
        for _ in 0..at_most {
            let first = self.indexes().by_expiry.first().copied();
            let Some((_, id)) = first.filter(|(expires_at, _)| *expires_at <= now) else { break };
            self.remove(id);
            purged += 1;
        }
        purged
    }
}
