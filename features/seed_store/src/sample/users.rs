use application::{EventKind, event_payload};
use domain::{Entity, PasswordHash, Role, User, Username};

use super::{
    Entry, Kind, Sample,
    chance::Chance,
    words::{FIRST_NAMES, LAST_NAMES},
};
use crate::SeedKind;

pub(super) const KIND: Kind =
    Kind { seed_kind: SeedKind { name: User::COLLECTION, usual: 20, needs: &[] }, next: |sample| Some(next(sample)) };

fn next(sample: &mut Sample) -> Entry {
    let user = user(&mut sample.chance, sample.hash.clone());
    let data = event_payload::of_account(&user);
    sample.created(user, EventKind::UserCreated, data)
}

fn user(chance: &mut Chance, hash: PasswordHash) -> User {
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
