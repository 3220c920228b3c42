use std::{
    collections::{BTreeSet, HashMap, hash_map::Entry},
    ops::Bound,
};

use application::LiveSessions;
use domain::{SecretHash, Session, SessionId, Timestamp, UserId};

/// The sessions, and the orders in which they are found, listed and purged.
#[derive(Default)]
pub(super) struct SessionTable {
    rows: HashMap<SessionId, Session>,
    ids_by_secret: HashMap<SecretHash, SessionId>,
    by_user: HashMap<UserId, BTreeSet<(Timestamp, SessionId)>>,
    by_expiry: BTreeSet<(Timestamp, SessionId)>,
}

impl SessionTable {
    pub(super) fn get(&self, id: SessionId) -> Option<&Session> {
        self.rows.get(&id)
    }

    pub(super) fn id_of_secret(&self, secret: SecretHash) -> Option<SessionId> {
        self.ids_by_secret.get(&secret).copied()
    }

    /// Inserts the session, or replaces the one with this id.
    pub(super) fn put(&mut self, session: Session) {
        let id = session.id();
        self.remove(id);
        self.ids_by_secret.insert(session.secret_hash(), id);
        self.by_user.entry(session.user_id()).or_default().insert((session.created_at(), id));
        self.by_expiry.insert((session.expires_at(), id));
        self.rows.insert(id, session);
    }

    pub(super) fn remove(&mut self, id: SessionId) {
        let Some(session) = self.rows.remove(&id) else { return };
        self.ids_by_secret.remove(&session.secret_hash());
        self.by_expiry.remove(&(session.expires_at(), id));
        if let Entry::Occupied(mut of_user) = self.by_user.entry(session.user_id()) {
            of_user.get_mut().remove(&(session.created_at(), id));
            if of_user.get().is_empty() {
                of_user.remove();
            }
        }
    }

    pub(super) fn list_live(
        &self,
        which: LiveSessions,
        after: Option<(Timestamp, SessionId)>,
        limit: u16,
    ) -> Vec<Session> {
        let behind = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let is_live = |session: &&Session| session.as_stored().epoch == which.epoch && which.now < session.expires_at();
        let of_user = self.by_user.get(&which.user).into_iter().flat_map(|of_user| of_user.range(behind));
        let live = of_user.filter_map(|(_, id)| self.rows.get(id)).filter(is_live);
        live.take(limit.into()).cloned().collect()
    }

    /// Removes sessions that are expired at `now`, at most `at_most`, and answers how many.
    pub(super) fn purge(&mut self, now: Timestamp, at_most: u16) -> u64 {
        let mut purged = 0;
        for _ in 0..at_most {
            let first = self.by_expiry.first().copied();
            let Some((_, id)) = first.filter(|(expires_at, _)| *expires_at <= now) else { break };
            self.remove(id);
            purged += 1;
        }
        purged
    }
}
