use application::{Conflict, UniqueValue};
use domain::{SecretHash, Session, SessionId, User, UserId, Version};

use super::{facts::UserFact, plan::Plan};
use crate::{
    expressions::{Condition, Update},
    items::{
        self, Attributes, moment, number, stamped, text,
        users::{attributes, entry},
    },
    keys::Key,
    transactions::Action,
};

const NAME_EXISTS: Conflict = Conflict::Exists(UniqueValue::Username);
const ID_EXISTS: Conflict = Conflict::Exists(UniqueValue::Id);

pub(super) fn insert_user(plan: &mut Plan, user: &User, stamp: Option<u64>) {
    plan.insert(Key::username(user.username()), entry(user), NAME_EXISTS);
    plan.insert(Key::user(user.id()), stamped(attributes(user), stamp), ID_EXISTS);
    plan.put(Key::user_entry(user.created_at(), user.id()), entry(user));
}

/// The entries say the role and the status too, so they are written with the user.
pub(super) fn update_user(plan: &mut Plan, user: &User, read: Version, fact: &UserFact, stamp: Option<u64>) {
    let as_read = Condition::All(vec![
        is_version(read),
        Condition::Is("created_at", moment(fact.created_at)),
        Condition::Is("username_key", text(fact.username_key.as_str())),
    ]);
    let update = Update { set: stamped(attributes(user), stamp), ..Update::default() };
    plan.change(Key::user(user.id()), Action::Update(update), as_read);
    if fact.username_key == user.username().key() {
        plan.put(Key::username(user.username()), entry(user));
    } else {
        plan.delete(Key::username_key(&fact.username_key));
        plan.insert(Key::username(user.username()), entry(user), NAME_EXISTS);
    }
    if fact.created_at != user.created_at() {
        plan.delete(Key::user_entry(fact.created_at, user.id()));
    }
    plan.put(Key::user_entry(user.created_at(), user.id()), entry(user));
}

pub(super) fn require_user(plan: &mut Plan, id: UserId, read: Version) {
    plan.change(Key::user(id), Action::Require, is_version(read));
}

pub(super) fn insert_session(plan: &mut Plan, session: &Session, stamp: Option<u64>) {
    plan.insert(Key::session(session.secret_hash()), by_secret(session, stamp), ID_EXISTS);
    plan.insert(of_user(session), items::sessions::attributes(session), ID_EXISTS);
}

pub(super) fn update_session(
    plan: &mut Plan,
    session: &Session,
    read: Version,
    secret: SecretHash,
    stamp: Option<u64>,
) {
    let as_read = is_as_read(session.id(), session.user_id(), read);
    if secret == session.secret_hash() {
        plan.change(Key::session(secret), Action::Put(by_secret(session, stamp)), as_read);
    } else {
        plan.change(Key::session(secret), Action::Delete, as_read);
        plan.insert(Key::session(session.secret_hash()), by_secret(session, stamp), ID_EXISTS);
    }
    plan.put(of_user(session), items::sessions::attributes(session));
}

pub(super) fn delete_session(plan: &mut Plan, id: SessionId, user: UserId, read: Version, secret: SecretHash) {
    plan.change(Key::session(secret), Action::Delete, is_as_read(id, user, read));
    plan.delete(Key::session_of(user, id));
}

fn by_secret(session: &Session, stamp: Option<u64>) -> Attributes {
    let mut attributes = items::sessions::attributes(session);
    attributes.extend(items::sessions::expiry(session));
    stamped(attributes, stamp)
}

fn of_user(session: &Session) -> Key {
    Key::session_of(session.user_id(), session.id())
}

fn is_as_read(session: SessionId, user: UserId, read: Version) -> Condition {
    Condition::All(vec![
        is_version(read),
        Condition::Is("id", text(session.to_string())),
        Condition::Is("user_id", text(user.to_string())),
    ])
}

fn is_version(read: Version) -> Condition {
    Condition::Is("version", number(read.number()))
}
