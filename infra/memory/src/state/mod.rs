mod attempts;
mod sessions;
mod users;

use std::collections::HashSet;

use application::{Change, Conflict, Event, EventId, LiveSessions, UniqueValue, UserQuery};
use domain::{SecretHash, Session, SessionId, Timestamp, User, UserId, Version};

use attempts::Counters;
use sessions::SessionTable;
use users::UserTable;

/// What the store holds.
#[derive(Default)]
pub(crate) struct State {
    users: UserTable,
    sessions: SessionTable,
    events: Vec<Event>,
    event_ids: HashSet<EventId>,
    pub(crate) attempts: Counters,
}

impl State {
    pub(crate) fn user(&self, id: UserId) -> Option<&User> {
        self.users.get(id)
    }

    pub(crate) fn user_by_name(&self, key: &str) -> Option<&User> {
        self.users.id_of_name(key).and_then(|id| self.users.get(id))
    }

    pub(crate) fn users(&self, query: &UserQuery, limit: u16) -> Vec<User> {
        self.users.list(query, limit)
    }

    pub(crate) fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.get(id)
    }

    pub(crate) fn session_by_secret(&self, secret: SecretHash) -> Option<&Session> {
        self.sessions.id_of_secret(secret).and_then(|id| self.sessions.get(id))
    }

    pub(crate) fn live_sessions(
        &self,
        which: LiveSessions,
        after: Option<(Timestamp, SessionId)>,
        limit: u16,
    ) -> Vec<Session> {
        self.sessions.list_live(which, after, limit)
    }

    /// Removes what is expired at `now`, at most `at_most` of each kind, and answers how much that was.
    pub(crate) fn purge(&mut self, now: Timestamp, at_most: u16) -> u64 {
        self.sessions.purge(now, at_most) + self.attempts.purge(now, at_most)
    }

    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    /// Judges every change and event, then applies them all, or none.
    pub(crate) fn commit(&mut self, changes: Vec<Change>, events: Vec<Event>) -> Result<(), Conflict> {
        self.judge_versions(&changes)?;
        self.judge_unique_values(&changes, &events)?;
        for change in changes {
            self.apply(change);
        }
        self.event_ids.extend(events.iter().map(|event| event.id));
        self.events.extend(events);
        Ok(())
    }

    /// Whether every update, deletion and requirement meets the version that was read, and every new session its user.
    fn judge_versions(&self, changes: &[Change]) -> Result<(), Conflict> {
        let new_users: HashSet<UserId> = changes.iter().filter_map(inserted_user).collect();
        let all_hold = changes.iter().all(|change| match change {
            Change::InsertUser(_) => true,
            Change::UpdateUser { user, read } => self.user_version(user.id()) == Some(*read),
            Change::RequireUser { id, read } => self.user_version(*id) == Some(*read),
            Change::InsertSession(session) => {
                let user = session.user_id();
                self.user(user).is_some() || new_users.contains(&user)
            }
            Change::UpdateSession { session, read } => {
                self.session_version(session.id(), session.user_id()) == Some(*read)
            }
            Change::DeleteSession { id, user_id, read } => self.session_version(*id, *user_id) == Some(*read),
        });
        if all_hold { Ok(()) } else { Err(Conflict::Stale) }
    }

    /// Whether every id, username and secret that is to be written is free, or already this entity's own.
    fn judge_unique_values(&self, changes: &[Change], events: &[Event]) -> Result<(), Conflict> {
        let mut names = HashSet::new();
        let mut secrets = HashSet::new();
        let mut event_ids = HashSet::new();
        for change in changes {
            match change {
                Change::InsertUser(user) | Change::UpdateUser { user, .. } => {
                    let key = user.username().key();
                    let free = self.users.id_of_name(&key).is_none_or(|owner| owner == user.id());
                    require(free && names.insert(key), UniqueValue::Username)?;
                }
                Change::InsertSession(session) | Change::UpdateSession { session, .. } => {
                    let secret = session.secret_hash();
                    let free = self.sessions.id_of_secret(secret).is_none_or(|owner| owner == session.id());
                    require(free && secrets.insert(secret), UniqueValue::Id)?;
                }
                Change::RequireUser { .. } | Change::DeleteSession { .. } => {}
            }
            match change {
                Change::InsertUser(user) => require(self.user(user.id()).is_none(), UniqueValue::Id)?,
                Change::InsertSession(session) => require(self.session(session.id()).is_none(), UniqueValue::Id)?,
                Change::UpdateUser { .. }
                | Change::RequireUser { .. }
                | Change::UpdateSession { .. }
                | Change::DeleteSession { .. } => {}
            }
        }
        for event in events {
            require(!self.event_ids.contains(&event.id) && event_ids.insert(event.id), UniqueValue::Id)?;
        }
        Ok(())
    }

    fn user_version(&self, id: UserId) -> Option<Version> {
        self.user(id).map(User::version)
    }

    /// The version of this user's session; a session of somebody else is as good as none.
    fn session_version(&self, id: SessionId, user: UserId) -> Option<Version> {
        self.session(id).filter(|session| session.user_id() == user).map(Session::version)
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::InsertUser(user) | Change::UpdateUser { user, .. } => self.users.put(user),
            Change::RequireUser { .. } => {}
            Change::InsertSession(session) | Change::UpdateSession { session, .. } => self.sessions.put(session),
            Change::DeleteSession { id, .. } => self.sessions.remove(id),
        }
    }
}

const fn inserted_user(change: &Change) -> Option<UserId> {
    match change {
        Change::InsertUser(user) => Some(user.id()),
        Change::UpdateUser { .. }
        | Change::RequireUser { .. }
        | Change::InsertSession(_)
        | Change::UpdateSession { .. }
        | Change::DeleteSession { .. } => None,
    }
}

fn require(free: bool, value: UniqueValue) -> Result<(), Conflict> {
    if free { Ok(()) } else { Err(Conflict::Exists(value)) }
}
