use std::collections::{HashMap, HashSet};

use application::{Change, Conflict, Event, EventId, UniqueValue};
use domain::{SecretHash, Session, SessionId, User, UserId, Version};

/// What the store holds.
#[derive(Default)]
pub(crate) struct State {
    users: HashMap<UserId, User>,
    user_ids_by_name: HashMap<String, UserId>,
    sessions: HashMap<SessionId, Session>,
    session_ids_by_secret: HashMap<SecretHash, SessionId>,
    events: Vec<Event>,
    event_ids: HashSet<EventId>,
}

impl State {
    pub(crate) fn user(&self, id: UserId) -> Option<&User> {
        self.users.get(&id)
    }

    pub(crate) fn user_by_name(&self, key: &str) -> Option<&User> {
        self.user_ids_by_name.get(key).and_then(|id| self.users.get(id))
    }

    pub(crate) fn session_by_secret(&self, secret: SecretHash) -> Option<&Session> {
        self.session_ids_by_secret.get(&secret).and_then(|id| self.sessions.get(id))
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

    /// Whether every update and deletion meets the version that was read, and every new session its user.
    fn judge_versions(&self, changes: &[Change]) -> Result<(), Conflict> {
        let new_users: HashSet<UserId> = changes.iter().filter_map(inserted_user).collect();
        let all_hold = changes.iter().all(|change| match change {
            Change::InsertUser(_) => true,
            Change::UpdateUser { user, read } => self.users.get(&user.id()).map(User::version) == Some(*read),
            Change::InsertSession(session) => {
                let user = session.user_id();
                self.users.contains_key(&user) || new_users.contains(&user)
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
                    let free = self.user_ids_by_name.get(&key).is_none_or(|owner| *owner == user.id());
                    require(free && names.insert(key), UniqueValue::Username)?;
                }
                Change::InsertSession(session) | Change::UpdateSession { session, .. } => {
                    let secret = session.secret_hash();
                    let free = self.session_ids_by_secret.get(&secret).is_none_or(|owner| *owner == session.id());
                    require(free && secrets.insert(secret), UniqueValue::Id)?;
                }
                Change::DeleteSession { .. } => {}
            }
            match change {
                Change::InsertUser(user) => require(!self.users.contains_key(&user.id()), UniqueValue::Id)?,
                Change::InsertSession(session) => {
                    require(!self.sessions.contains_key(&session.id()), UniqueValue::Id)?;
                }
                Change::UpdateUser { .. } | Change::UpdateSession { .. } | Change::DeleteSession { .. } => {}
            }
        }
        for event in events {
            require(!self.event_ids.contains(&event.id) && event_ids.insert(event.id), UniqueValue::Id)?;
        }
        Ok(())
    }

    /// The version of this user's session; a session of somebody else is as good as none.
    fn session_version(&self, id: SessionId, user: UserId) -> Option<Version> {
        self.sessions.get(&id).filter(|session| session.user_id() == user).map(Session::version)
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::InsertUser(user) | Change::UpdateUser { user, .. } => {
                let key = user.username().key();
                if let Some(before) = self.users.insert(user.id(), user.clone()) {
                    self.user_ids_by_name.remove(&before.username().key());
                }
                self.user_ids_by_name.insert(key, user.id());
            }
            Change::InsertSession(session) | Change::UpdateSession { session, .. } => {
                let (id, secret) = (session.id(), session.secret_hash());
                if let Some(before) = self.sessions.insert(id, session) {
                    self.session_ids_by_secret.remove(&before.secret_hash());
                }
                self.session_ids_by_secret.insert(secret, id);
            }
            Change::DeleteSession { id, .. } => {
                if let Some(session) = self.sessions.remove(&id) {
                    self.session_ids_by_secret.remove(&session.secret_hash());
                }
            }
        }
    }
}

const fn inserted_user(change: &Change) -> Option<UserId> {
    match change {
        Change::InsertUser(user) => Some(user.id()),
        Change::UpdateUser { .. }
        | Change::InsertSession(_)
        | Change::UpdateSession { .. }
        | Change::DeleteSession { .. } => None,
    }
}

fn require(free: bool, value: UniqueValue) -> Result<(), Conflict> {
    if free { Ok(()) } else { Err(Conflict::Exists(value)) }
}
