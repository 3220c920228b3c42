use application::{ALWAYS_COMMITTED, Changes, CommitError, Conflict, LiveSessions};
use domain::{PasswordHash, User, UserId, Version};

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, assert_conflict, at, changed, changed_session, demoted},
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
        case(a_replaced_session_is_found_and_no_longer_lives),
        case(as_many_writes_as_every_store_commits_are_made),
        case(far_more_writes_are_all_made_or_refused_as_too_large),
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
    let expected = world.committed(|changes| changes.update(user.clone(), demoted(&user))).await;
    assert_eq!(expected.version(), Version::new(2));
    assert_eq!(world.find(&user).await.as_ref(), Some(&expected));
    assert_eq!(world.find_name("alice").await, Some(expected));
}

async fn an_update_of_a_session_writes_every_field_and_the_next_version(world: World) {
    let user = world.user("alice").await;
    let session = world.session(&user).await;
    let renewed = changed_session(&session, |stored| {
        stored.last_used_at = at(5_000);
        stored.expires_at = at(50_000);
    });
    let expected = world.committed(|changes| changes.update(session.clone(), renewed)).await;
    assert_eq!(expected.version(), Version::new(2));
    assert_eq!(world.find_session(&session).await, Some(expected));
}

async fn an_update_touches_no_other_row(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let (first, second) = (world.session(&alice).await, world.session(&alice).await);
    let result = world
        .commit(|changes| {
            changes.update(alice.clone(), demoted(&alice));
            changes.delete(first);
        })
        .await;
    assert_committed(&result);
    assert_eq!(world.find(&bobby).await, Some(bobby));
    assert_eq!(world.find_session(&second).await, Some(second));
}

async fn the_greatest_version_is_reached(world: World) {
    let user = changed(&world.new_user("alice"), |stored| stored.version = Version::new(u32::MAX - 1));
    assert_committed(&world.commit(|changes| changes.insert(user.clone())).await);
    assert_committed(&world.commit(|changes| changes.update(user.clone(), user.clone())).await);
    assert_eq!(world.find(&user).await.as_ref().map(User::version), Some(Version::new(u32::MAX)));
}

async fn a_deleted_session_is_gone_and_its_values_are_free(world: World) {
    let user = world.user("alice").await;
    let session = world.session(&user).await;
    assert_committed(&world.commit(|changes| changes.delete(session.clone())).await);
    assert_eq!(world.find_session(&session).await, None);
    assert_committed(&world.commit(|changes| changes.insert(session.clone())).await);
    assert_eq!(world.find_session(&session).await, Some(session));
}

async fn a_user_and_its_session_are_new_in_one_commit(world: World) {
    let user = world.new_user("alice");
    let session = world.new_session(&user);
    let result = world
        .commit(|changes| {
            changes.insert(session.clone());
            changes.insert(user.clone());
        })
        .await;
    assert_committed(&result);
    assert_eq!(world.find_session(&session).await, Some(session));
}

async fn a_session_is_replaced_in_one_commit(world: World) {
    let user = world.user("alice").await;
    let (old, new) = (world.session(&user).await, world.new_session(&user));
    let mut rehashed = user.clone();
    rehashed.rehash_password(PasswordHash::new("newer".to_owned()));
    let result = world
        .commit(|changes| {
            changes.insert(new.clone());
            changes.update(user.clone(), rehashed);
            changes.delete(old.clone());
        })
        .await;
    assert_committed(&result);
    assert_eq!(world.find_session(&old).await, None);
    assert_eq!(world.find_session(&new).await, Some(new));
    assert_eq!(world.find(&user).await.as_ref().map(User::version), Some(Version::new(2)));
}

async fn a_replaced_session_is_found_and_no_longer_lives(world: World) {
    let user = world.user("alice").await;
    let (old, new) = (world.session(&user).await, world.new_session(&user));
    assert_committed(&world.commit(|changes| changes.replace_session(old.clone(), new.clone())).await);
    let kept = world.find_session(&old).await.expect("the session is kept");
    assert!(kept.is_superseded());
    assert_eq!((kept.id(), kept.expires_at(), kept.version()), (old.id(), old.expires_at(), Version::new(2)));
    let by_handle = world.sessions.find(user.id(), old.id()).await.expect("the store answers");
    assert_eq!(by_handle, Some(kept.clone()));
    let live = LiveSessions { user: user.id(), epoch: user.session_epoch(), now: at(2_000) };
    let listed = world.sessions.list_live(live, None, 10).await.expect("the store answers");
    assert_eq!(listed, std::slice::from_ref(&new));
    // A delete with the version from before is stale; one with the version read now may end both.
    assert_conflict(&world.commit(|changes| changes.delete(old.clone())).await, Conflict::Stale);
    let end = world.commit(|changes| {
        changes.delete(kept);
        changes.delete(new.clone());
    });
    assert_committed(&end.await);
    assert_eq!((world.find_session(&old).await, world.find_session(&new).await), (None, None));
}

/// Stages `count` new users, each with an event.
fn stage_many(world: &World, changes: &mut Changes, count: usize) {
    for number in 0..count {
        changes.insert(world.new_user(&format!("user.{number}")));
        world.record_about(changes, UserId::new(world.uuid()));
    }
}

async fn as_many_writes_as_every_store_commits_are_made(world: World) {
    assert_committed(&world.commit(|changes| stage_many(&world, changes, ALWAYS_COMMITTED)).await);
    assert_eq!(world.all_events().await.len(), ALWAYS_COMMITTED);
    for number in 0..ALWAYS_COMMITTED {
        assert!(world.find_name(&format!("user.{number}")).await.is_some(), "user {number} is stored");
    }
}

/// More than any use case writes in a commit.
const FAR_MORE: usize = 120;

async fn far_more_writes_are_all_made_or_refused_as_too_large(world: World) {
    let made = match world.commit(|changes| stage_many(&world, changes, FAR_MORE)).await {
        Ok(()) => FAR_MORE,
        Err(CommitError::TooLarge { operations, most }) => {
            assert!(operations > most, "{operations} are not more than {most}");
            0
        }
        Err(error) => panic!("the commit gave {error:?}"),
    };
    assert_eq!(world.all_users.list(None, u16::MAX).await.expect("the store answers").len(), made);
    assert_eq!(world.all_events().await.len(), made);
    assert_eq!(world.undelivered().await.len(), made);
}
