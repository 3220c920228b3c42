use application::{Actor, Caller, Event, EventKind, event_payload};
use domain::{PasswordHash, Role, User, Username};

use super::{
    Entry,
    chance::Chance,
    words::{FIRST_NAMES, LAST_NAMES},
};

pub(super) fn user(chance: &mut Chance, hash: PasswordHash) -> User {
    let at = chance.next_moment();
    loop {
        let name = chance.new_name(|chance| {
            format!("{}.{}-{}", chance.one_of(FIRST_NAMES), chance.one_of(LAST_NAMES), chance.suffix())
        });
        if let Ok(username) = Username::parse(&name) {
            return User::new(chance.id(at), username, hash, Role::User, at);
        }
    }
}

pub(super) fn entry(user: User, chance: &mut Chance, caller: &Caller) -> Entry {
    let event = Event {
        id: chance.id(user.created_at()),
        kind: EventKind::UserCreated,
        subject: user.id().into(),
        actor: Actor::Operator,
        at: user.created_at(),
        request_id: caller.request_id.clone(),
        data: event_payload::of_account(&user),
    };
    Entry { stage: Box::new(|changes| changes.insert(user)), events: vec![event] }
}
