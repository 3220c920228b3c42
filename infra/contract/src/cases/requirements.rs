use application::{Changes, CommitError, Conflict};
use domain::{PasswordHash, User, Version};

use super::case;
use crate::{
    Case, World,
    world::{assert_broken, assert_committed, assert_conflict, changed, changes, demoted},
};

const ROUNDS: usize = 100;

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(a_requirement_that_holds_writes_nothing),
        case(requirements_alone_are_judged),
        case(a_requirement_of_another_version_is_stale_and_nothing_is_written),
        case(a_requirement_of_an_absent_user_is_stale),
        case(a_requirement_of_a_new_user_or_of_one_that_is_updated_is_broken),
        case(a_stale_requirement_is_told_before_exists),
        case(of_two_commits_that_require_what_the_other_writes_one_wins),
        case(a_requirement_does_not_stand_against_a_write_that_comes_after_it),
        case(commits_that_require_the_same_user_all_succeed),
    ]
}

/// Gives `user` another state.
async fn update(world: &World, user: &User) -> User {
    let mut newer = None;
    world.commit(|changes| newer = Some(changes.update_user(user.clone()))).await.expect("the user is updated");
    newer.expect("the user was staged")
}

async fn a_requirement_that_holds_writes_nothing(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let session = world.new_session(&alice);
    let mut newer = None;
    let result = world
        .commit(|changes| {
            changes.require_user(&alice);
            newer = Some(changes.update_user(demoted(&bobby)));
            changes.insert_session(session.clone());
            world.record(changes, &bobby);
        })
        .await;
    assert_committed(&result);
    assert_eq!(world.find(&alice).await, Some(alice));
    assert_eq!(world.find(&bobby).await, newer);
    assert_eq!(world.find_session(&session).await, Some(session));
    assert_eq!(world.all_events().await.len(), 1);
}

async fn requirements_alone_are_judged(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let require_both = |changes: &mut Changes| {
        changes.require_user(&bobby);
        changes.require_user(&alice);
    };
    assert_committed(&world.commit(require_both).await);
    update(&world, &bobby).await;
    assert_conflict(&world.commit(require_both).await, Conflict::Stale);
}

async fn a_requirement_of_another_version_is_stale_and_nothing_is_written(world: World) {
    let (first, bobby) = (world.user("alice").await, world.user("bobby").await);
    let second = update(&world, &first).await;
    let later = changed(&second, |stored| stored.version = Version::new(3));
    let carol = world.new_user("carol");
    for read in [first, later] {
        let result = world
            .commit(|changes| {
                changes.update_user(demoted(&bobby));
                changes.insert_user(carol.clone());
                world.record(changes, &carol);
                changes.require_user(&read);
            })
            .await;
        assert_conflict(&result, Conflict::Stale);
        assert_eq!(world.find(&bobby).await, Some(bobby.clone()));
        world.assert_nothing_about(&carol).await;
    }
    assert_eq!(world.find(&second).await, Some(second));
}

async fn a_requirement_of_an_absent_user_is_stale(world: World) {
    let (absent, bobby) = (world.new_user("nobody"), world.user("bobby").await);
    let result = world
        .commit(|changes| {
            changes.require_user(&absent);
            changes.update_user(demoted(&bobby));
        })
        .await;
    assert_conflict(&result, Conflict::Stale);
    assert_eq!(world.find(&bobby).await, Some(bobby));
}

async fn a_requirement_of_a_new_user_or_of_one_that_is_updated_is_broken(world: World) {
    let (alice, new) = (world.user("alice").await, world.new_user("bobby"));
    let updated = world
        .commit(|changes| {
            changes.require_user(&alice);
            changes.update_user(demoted(&alice));
        })
        .await;
    assert_broken(&updated);
    let inserted = world
        .commit(|changes| {
            changes.insert_user(new.clone());
            changes.require_user(&new);
        })
        .await;
    assert_broken(&inserted);
    assert_eq!(world.find(&alice).await, Some(alice));
    assert_eq!(world.find(&new).await, None);
}

async fn a_stale_requirement_is_told_before_exists(world: World) {
    let first = world.user("alice").await;
    update(&world, &first).await;
    let result = world
        .commit(|changes| {
            changes.insert_user(world.new_user("ALICE"));
            changes.require_user(&first);
        })
        .await;
    assert_conflict(&result, Conflict::Stale);
}

/// Stages `written` under the condition that `required` stays as it was read.
fn stage(written: &User, required: &User) -> Changes {
    let mut changes = changes();
    let mut written = written.clone();
    written.upgrade_password_hash(PasswordHash::new("newer".to_owned()));
    changes.update_user(written);
    changes.require_user(required);
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
        assert!(results.iter().any(Result::is_ok), "nobody won round {round}");
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
        relying.require_user(&alice);
        relying.insert_user(new.clone());
        let mut writing = changes();
        let written = writing.update_user(alice);
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
        changes.insert_user(user.clone());
        changes.require_user(&alice);
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
