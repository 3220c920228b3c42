use application::{Changes, Conflict, EventData, EventId, EventKind, LiveSessions, Subject};
use domain::{PasswordHash, Session, User, Version};

use super::case;
use crate::{
    Case, World,
    world::{assert_broken, assert_committed, assert_conflict, at, changed, changed_session, demoted, staged},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(no_changes_are_committed_by_doing_nothing),
        case(events_alone_are_committed),
        case(an_update_writes_every_field_and_the_next_version),
        case(an_update_of_a_session_writes_every_field_and_the_next_version),
        case(an_update_touches_no_other_row),
        case(the_greatest_version_is_reached),
        case(a_deleted_session_is_gone_and_its_values_are_free),
        case(a_user_and_its_session_are_new_in_one_commit),
        case(a_session_is_replaced_in_one_commit),
        case(a_session_whose_place_another_took_is_found_and_no_longer_lives),
        case(as_many_writes_as_a_commit_takes_are_made),
        case(more_writes_than_a_commit_takes_are_broken_and_none_is_made),
        case(two_writes_of_one_row_are_broken_and_none_is_made),
    ]
}

async fn no_changes_are_committed_by_doing_nothing(world: World) {
    assert_committed(&world.commit(|_| ()).await);
    assert_eq!(world.all_events().await, []);
}

async fn events_alone_are_committed(world: World) {
    let user = world.new_user("alice");
    assert_committed(&world.commit(|changes| world.record(changes, &user)).await);
    assert_eq!(world.all_events().await.len(), 1);
}

async fn an_update_writes_every_field_and_the_next_version(world: World) {
    let user = world.user("alice").await;
    let mut expected = None;
    assert_committed(&world.commit(|changes| expected = Some(changes.update_user(demoted(&user)))).await);
    assert_eq!(expected.as_ref().map(User::version), Some(Version::new(2)));
    assert_eq!(world.find(&user).await, expected);
    assert_eq!(world.find_name("alice").await, expected);
}

async fn an_update_of_a_session_writes_every_field_and_the_next_version(world: World) {
    let user = world.user("alice").await;
    let session = world.session(&user).await;
    let renewed = changed_session(&session, |stored| {
        stored.last_used_at = at(5_000);
        stored.expires_at = at(50_000);
    });
    let mut expected = None;
    assert_committed(&world.commit(|changes| expected = Some(changes.update_session(renewed))).await);
    assert_eq!(expected.as_ref().map(Session::version), Some(Version::new(2)));
    assert_eq!(world.find_session(&session).await, expected);
}

async fn an_update_touches_no_other_row(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let (first, second) = (world.session(&alice).await, world.session(&alice).await);
    let result = world
        .commit(|changes| {
            changes.update_user(demoted(&alice));
            changes.delete_session(&first);
        })
        .await;
    assert_committed(&result);
    assert_eq!(world.find(&bobby).await, Some(bobby));
    assert_eq!(world.find_session(&second).await, Some(second));
}

async fn the_greatest_version_is_reached(world: World) {
    let user = changed(&world.new_user("alice"), |stored| stored.version = Version::new(u32::MAX - 1));
    assert_committed(&world.commit(|changes| changes.insert_user(user.clone())).await);
    assert_committed(&world.commit(|changes| changes.update_user(user.clone())).await);
    assert_eq!(world.find(&user).await.as_ref().map(User::version), Some(Version::new(u32::MAX)));
}

async fn a_deleted_session_is_gone_and_its_values_are_free(world: World) {
    let user = world.user("alice").await;
    let session = world.session(&user).await;
    assert_committed(&world.commit(|changes| changes.delete_session(&session)).await);
    assert_eq!(world.find_session(&session).await, None);
    assert_committed(&world.commit(|changes| changes.insert_session(session.clone())).await);
    assert_eq!(world.find_session(&session).await, Some(session));
}

async fn a_user_and_its_session_are_new_in_one_commit(world: World) {
    let user = world.new_user("alice");
    let session = world.new_session(&user);
    let result = world
        .commit(|changes| {
            changes.insert_session(session.clone());
            changes.insert_user(user.clone());
        })
        .await;
    assert_committed(&result);
    assert_eq!(world.find_session(&session).await, Some(session));
}

async fn a_session_is_replaced_in_one_commit(world: World) {
    let user = world.user("alice").await;
    let (old, new) = (world.session(&user).await, world.new_session(&user));
    let mut rehashed = user.clone();
    rehashed.upgrade_password_hash(PasswordHash::new("newer".to_owned()));
    let result = world
        .commit(|changes| {
            changes.insert_session(new.clone());
            changes.update_user(rehashed);
            changes.delete_session(&old);
        })
        .await;
    assert_committed(&result);
    assert_eq!(world.find_session(&old).await, None);
    assert_eq!(world.find_session(&new).await, Some(new));
    assert_eq!(world.find(&user).await.as_ref().map(User::version), Some(Version::new(2)));
}

async fn a_session_whose_place_another_took_is_found_and_no_longer_lives(world: World) {
    let user = world.user("alice").await;
    let (old, new) = (world.session(&user).await, world.new_session(&user));
    assert_committed(&world.commit(|changes| changes.replace_session(&old, new.clone())).await);
    let kept = world.find_session(&old).await.expect("the session is kept");
    assert!(kept.is_superseded());
    assert_eq!((kept.id(), kept.expires_at(), kept.version()), (old.id(), old.expires_at(), Version::new(2)));
    let by_handle = world.sessions.find(user.id(), old.id()).await.expect("the store answers");
    assert_eq!(by_handle, Some(kept.clone()));
    let live = LiveSessions { user: user.id(), epoch: user.session_epoch(), now: at(2_000) };
    let listed = world.sessions.list_live(live, None, 10).await.expect("the store answers");
    assert_eq!(listed, std::slice::from_ref(&new));
    // Whoever read it before is late, and whoever reads it now may end both.
    assert_conflict(&world.commit(|changes| changes.delete_session(&old)).await, Conflict::Stale);
    let end = world.commit(|changes| {
        changes.delete_session(&kept);
        changes.delete_session(&new);
    });
    assert_committed(&end.await);
    assert_eq!((world.find_session(&old).await, world.find_session(&new).await), (None, None));
}

/// Stages `users` new users and `events` events.
fn stage_many(world: &World, changes: &mut Changes, users: usize, events: usize) {
    for number in 0..users {
        changes.insert_user(world.new_user(&format!("user.{number}")));
    }
    for _ in 0..events {
        let subject = Subject::User(world.new_user("whoever").id());
        changes.record(EventId::new(world.uuid()), EventKind::UserCreated, subject, EventData::new());
    }
}

/// So many users and as many events come to as much as a commit takes.
const MANY: usize = 20;

async fn as_many_writes_as_a_commit_takes_are_made(world: World) {
    let staged = staged(|changes| stage_many(&world, changes, MANY, MANY));
    assert_eq!(staged.operations(), Changes::MAX_OPERATIONS);
    assert_committed(&world.work.commit(staged).await);
    assert_eq!(world.all_events().await.len(), MANY);
    for number in 0..MANY {
        assert!(world.find_name(&format!("user.{number}")).await.is_some(), "user {number} is stored");
    }
}

async fn more_writes_than_a_commit_takes_are_broken_and_none_is_made(world: World) {
    assert_broken(&world.commit(|changes| stage_many(&world, changes, MANY, MANY + 1)).await);
    assert_eq!(world.all_events().await, []);
    assert_eq!(world.find_name("user.0").await, None);
}

async fn two_writes_of_one_row_are_broken_and_none_is_made(world: World) {
    let user = world.user("alice").await;
    let session = world.session(&user).await;
    let twice = world
        .commit(|changes| {
            let once = changes.update_user(user.clone());
            changes.update_user(once);
            world.record(changes, &user);
        })
        .await;
    assert_broken(&twice);
    let renewed_and_deleted = world
        .commit(|changes| {
            let renewed = changes.update_session(session.clone());
            changes.delete_session(&renewed);
        })
        .await;
    assert_broken(&renewed_and_deleted);
    assert_eq!(world.find(&user).await, Some(user));
    assert_eq!(world.find_session(&session).await, Some(session));
    assert_eq!(world.all_events().await, []);
}
