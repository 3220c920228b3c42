use application::{Changes, CommitError, Conflict};
use domain::{PasswordHash, User};

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, assert_conflict, changes, demoted},
};

const ROUNDS: usize = 100;

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(a_requirement_that_holds_writes_nothing),
        case(requirements_alone_are_checked),
        case(a_stale_requirement_is_reported_before_exists),
        case(of_two_commits_that_require_what_the_other_writes_one_wins),
        case(a_requirement_does_not_stand_against_a_write_that_comes_after_it),
        case(commits_that_require_the_same_user_all_succeed),
    ]
}

/// Gives `user` another state.
async fn update(world: &World, user: &User) -> User {
    world.committed(|changes| changes.update(user.clone(), user.clone())).await
}

async fn a_requirement_that_holds_writes_nothing(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let session = world.new_session(&alice);
    let newer = world
        .committed(|changes| {
            changes.require(alice.clone());
            changes.insert(session.clone());
            world.record(changes, &bobby);
            changes.update(bobby.clone(), demoted(&bobby))
        })
        .await;
    assert_eq!(world.find(&alice).await, Some(alice));
    assert_eq!(world.find(&bobby).await, Some(newer));
    assert_eq!(world.find_session(&session).await, Some(session));
    assert_eq!(world.all_events().await.len(), 1);
}

async fn requirements_alone_are_checked(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let require_both = |changes: &mut Changes| {
        changes.require(bobby.clone());
        changes.require(alice.clone());
    };
    assert_committed(&world.commit(require_both).await);
    update(&world, &bobby).await;
    assert_conflict(&world.commit(require_both).await, Conflict::Stale);
}

async fn a_stale_requirement_is_reported_before_exists(world: World) {
    let first = world.user("alice").await;
    update(&world, &first).await;
    let result = world
        .commit(|changes| {
            changes.insert(world.new_user("ALICE"));
            changes.require(first.clone());
        })
        .await;
    assert_conflict(&result, Conflict::Stale);
}

/// Stages `written` on condition that `required` is unchanged.
fn stage(written: &User, required: &User) -> Changes {
    let mut changes = changes();
    let mut newer = written.clone();
    newer.rehash_password(PasswordHash::new("newer".to_owned()));
    changes.update(written.clone(), newer);
    changes.require(required.clone());
    changes
}

/// Write skew: each writes what the other relies on, and no row is written by both.
async fn of_two_commits_that_require_what_the_other_writes_one_wins(world: World) {
    let (mut alice, mut bobby) = (world.user("alice").await, world.user("bobby").await);
    for round in 0..ROUNDS {
        let results = world.race(vec![stage(&alice, &bobby), stage(&bobby, &alice)]).await;
        let [of_alice, of_bobby] = results.as_slice() else { panic!("two commits were made") };
        let (winner, loser) = if of_alice.is_ok() { (&mut alice, of_bobby) } else { (&mut bobby, of_alice) };
        assert_conflict(loser, Conflict::Stale);
        assert!(results.iter().any(Result::is_ok), "round {round} has no winner");
        *winner = world.find(winner).await.expect("the user is there");
        for user in [&alice, &bobby] {
            assert_eq!(world.find(user).await.as_ref(), Some(user), "in round {round}");
        }
    }
    assert_eq!(alice.version().number() + bobby.version().number(), 2 + 100);
}

async fn a_requirement_does_not_stand_against_a_write_that_comes_after_it(world: World) {
    let mut alice = world.user("alice").await;
    for round in 0..ROUNDS {
        let new = world.new_user(&format!("user.{round}"));
        let mut relying = changes();
        relying.require(alice.clone());
        relying.insert(new.clone());
        let mut writing = changes();
        let written = writing.update(alice.clone(), alice);
        let results = world.race(vec![relying, writing]).await;
        let [relied, wrote] = results.as_slice() else { panic!("two commits were made") };
        assert_committed(wrote);
        assert_eq!(world.find(&written).await.as_ref(), Some(&written));
        let inserted = world.find(&new).await.is_some();
        match relied {
            Ok(()) => assert!(inserted),
            Err(CommitError::Conflict(Conflict::Stale)) => assert!(!inserted),
            Err(error) => panic!("the commit gave {error:?}"),
        }
        alice = written;
    }
}

async fn commits_that_require_the_same_user_all_succeed(world: World) {
    let alice = world.user("alice").await;
    let new: Vec<User> = (0..50).map(|number| world.new_user(&format!("user.{number}"))).collect();
    let stage = |user: &User| {
        let mut changes = changes();
        changes.insert(user.clone());
        changes.require(alice.clone());
        changes
    };
    for result in world.race(new.iter().map(stage).collect()).await {
        assert_committed(&result);
    }
    for user in new {
        assert_eq!(world.find(&user).await, Some(user));
    }
    assert_eq!(world.find(&alice).await, Some(alice));
}
