use application::{Changes, Conflict, UniqueValue};
use domain::{PasswordHash, User, Version};

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, changes, only_winner},
};

const RACERS: usize = 50;

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(one_of_many_users_gets_a_name_in_mixed_case),
        case(one_of_many_updates_of_a_version_wins),
        case(one_of_many_updates_of_the_same_two_rows_wins),
        case(a_session_is_either_renewed_or_ended),
        case(every_one_of_many_independent_commits_succeeds),
    ]
}

/// The name with those letters in upper case whose bit in `mask` is set.
fn in_mixed_case(name: &str, mask: usize) -> String {
    let letter =
        |(index, letter): (usize, char)| if mask >> index & 1 == 1 { letter.to_ascii_uppercase() } else { letter };
    name.chars().enumerate().map(letter).collect()
}

async fn one_of_many_users_gets_a_name_in_mixed_case(world: World) {
    let users: Vec<User> = (0..RACERS).map(|racer| world.new_user(&in_mixed_case("racers", racer))).collect();
    let stage = |user: &User| {
        let mut changes = changes();
        changes.insert(user.clone());
        world.record(&mut changes, user);
        changes
    };
    let results = world.race(users.iter().map(stage).collect()).await;
    let winner = only_winner(&results, Conflict::Exists(UniqueValue::Username));
    assert_eq!(world.find_name("racers").await.as_ref(), users.get(winner));
    let events = world.all_events().await;
    assert_eq!(events.len(), 1, "the losers record nothing");
}

/// Stages the user with a hash that names the racer.
fn stage_marked(changes: &mut Changes, user: &User, racer: usize) {
    let mut marked = user.clone();
    marked.rehash_password(PasswordHash::new(format!("by {racer}")));
    changes.update(user.clone(), marked);
}

async fn assert_marked_by(world: &World, user: &User, racer: usize) {
    let found = world.find(user).await.expect("the user is there");
    assert_eq!(found.password_hash(), &PasswordHash::new(format!("by {racer}")));
    assert_eq!(found.version(), Version::new(2));
}

async fn one_of_many_updates_of_a_version_wins(world: World) {
    let user = world.user("alice").await;
    let stage = |racer| {
        let mut changes = changes();
        stage_marked(&mut changes, &user, racer);
        changes
    };
    let winner = only_winner(&world.race((0..RACERS).map(stage).collect()).await, Conflict::Stale);
    assert_marked_by(&world, &user, winner).await;
}

/// Half of the racers stage the rows in reverse: a store that locks in the order of staging dead-locks here.
async fn one_of_many_updates_of_the_same_two_rows_wins(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let stage = |racer: usize| {
        let mut changes = changes();
        let users = if racer.is_multiple_of(2) { [&alice, &bobby] } else { [&bobby, &alice] };
        for user in users {
            stage_marked(&mut changes, user, racer);
        }
        changes
    };
    let winner = only_winner(&world.race((0..RACERS).map(stage).collect()).await, Conflict::Stale);
    assert_marked_by(&world, &alice, winner).await;
    assert_marked_by(&world, &bobby, winner).await;
}

async fn a_session_is_either_renewed_or_ended(world: World) {
    let user = world.user("alice").await;
    for _ in 0..20 {
        let session = world.session(&user).await;
        let (mut renewal, mut end) = (changes(), changes());
        let renewed = renewal.update(session.clone(), session.clone());
        end.delete(session.clone());
        let winner = only_winner(&world.race(vec![renewal, end]).await, Conflict::Stale);
        let expected = (winner == 0).then_some(renewed);
        assert_eq!(world.find_session(&session).await, expected);
    }
}

async fn every_one_of_many_independent_commits_succeeds(world: World) {
    let users: Vec<User> = (0..64).map(|racer| world.new_user(&format!("racer.{racer}"))).collect();
    let stage = |user: &User| {
        let mut changes = changes();
        changes.insert(user.clone());
        changes.insert(world.new_session(user));
        world.record(&mut changes, user);
        changes
    };
    for result in world.race(users.iter().map(stage).collect()).await {
        assert_committed(&result);
    }
    for user in users {
        assert_eq!(world.find(&user).await, Some(user));
    }
    assert_eq!(world.all_events().await.len(), 64);
}
