use application::{Changes, Conflict, EventId, UniqueValue};

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, assert_conflict, changed, changed_session, demoted, event},
};

const NAME_EXISTS: Conflict = Conflict::Exists(UniqueValue::Username);
const ID_EXISTS: Conflict = Conflict::Exists(UniqueValue::Id);

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(a_taken_name_is_refused_in_any_case),
        case(a_taken_user_id_is_refused),
        case(two_new_users_of_one_name_are_refused),
        case(a_taken_session_id_is_refused),
        case(a_taken_secret_is_refused),
        case(two_new_sessions_of_one_secret_are_refused),
        case(a_taken_event_id_is_refused),
        case(a_session_of_an_absent_user_is_stale),
        case(an_update_of_an_absent_user_is_stale),
        case(an_update_of_another_version_of_a_session_is_stale),
        case(a_deletion_of_another_version_is_stale),
        case(deleting_twice_is_stale),
        case(nothing_is_written_where_the_last_change_is_stale),
        case(nothing_is_written_where_the_last_insert_exists),
        case(stale_is_reported_before_exists),
    ]
}

async fn a_taken_name_is_refused_in_any_case(world: World) {
    let first = world.user("Walter.White").await;
    for name in ["Walter.White", "walter.white", "WALTER.WHITE"] {
        let second = world.new_user(name);
        let result = world
            .commit(|changes| {
                changes.insert(second.clone());
                world.record(changes, &second);
            })
            .await;
        assert_conflict(&result, NAME_EXISTS);
        world.assert_nothing_about(&second).await;
    }
    assert_eq!(world.find_name("walter.white").await, Some(first));
}

async fn a_taken_user_id_is_refused(world: World) {
    let first = world.user("alice").await;
    let second = changed(&world.new_user("bobby"), |stored| stored.id = first.id());
    assert_conflict(&world.commit(|changes| changes.insert(second)).await, ID_EXISTS);
    assert_eq!(world.find(&first).await, Some(first));
    assert_eq!(world.find_name("bobby").await, None);
}

async fn two_new_users_of_one_name_are_refused(world: World) {
    let (first, second) = (world.new_user("alice"), world.new_user("ALICE"));
    let result = world
        .commit(|changes| {
            changes.insert(first.clone());
            changes.insert(second.clone());
        })
        .await;
    assert_conflict(&result, NAME_EXISTS);
    assert_eq!(world.find_name("alice").await, None);
}

async fn a_taken_session_id_is_refused(world: World) {
    let user = world.user("alice").await;
    let first = world.session(&user).await;
    let second = changed_session(&world.new_session(&user), |stored| stored.id = first.id());
    assert_conflict(&world.commit(|changes| changes.insert(second.clone())).await, ID_EXISTS);
    assert_eq!(world.find_session(&first).await, Some(first));
    assert_eq!(world.find_session(&second).await, None);
}

async fn a_taken_secret_is_refused(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let first = world.session(&alice).await;
    let second = changed_session(&world.new_session(&bobby), |stored| stored.secret_hash = first.secret_hash());
    assert_conflict(&world.commit(|changes| changes.insert(second.clone())).await, ID_EXISTS);
    assert_eq!(world.find_session(&first).await, Some(first));
    assert_eq!(world.find_session(&second).await, None);
}

async fn two_new_sessions_of_one_secret_are_refused(world: World) {
    let user = world.user("alice").await;
    let first = world.new_session(&user);
    let second = changed_session(&world.new_session(&user), |stored| stored.secret_hash = first.secret_hash());
    let result = world
        .commit(|changes| {
            changes.insert(first.clone());
            changes.insert(second);
        })
        .await;
    assert_conflict(&result, ID_EXISTS);
    assert_eq!(world.find_session(&first).await, None);
}

async fn a_taken_event_id_is_refused(world: World) {
    let (id, user) = (EventId::new(world.uuid()), world.new_user("alice"));
    let record = |changes: &mut Changes| changes.record_event(event(id, user.id().into()));
    assert_committed(&world.commit(record).await);
    let again = world
        .commit(|changes| {
            changes.insert(user.clone());
            record(changes);
        })
        .await;
    assert_conflict(&again, ID_EXISTS);
    assert_eq!(world.find(&user).await, None);
    let other = EventId::new(world.uuid());
    let twice = world
        .commit(|changes| {
            for _ in 0..2 {
                changes.record_event(event(other, user.id().into()));
            }
        })
        .await;
    assert_conflict(&twice, ID_EXISTS);
    assert_eq!(world.all_events().await.len(), 1);
}

async fn a_session_of_an_absent_user_is_stale(world: World) {
    let absent = world.new_user("nobody");
    let session = world.new_session(&absent);
    let result = world
        .commit(|changes| {
            changes.insert(session.clone());
            world.record(changes, &absent);
        })
        .await;
    assert_conflict(&result, Conflict::Stale);
    assert_eq!(world.find_session(&session).await, None);
    world.assert_nothing_about(&absent).await;
}

async fn an_update_of_an_absent_user_is_stale(world: World) {
    let absent = world.new_user("nobody");
    assert_conflict(&world.commit(|changes| changes.update(absent.clone(), absent.clone())).await, Conflict::Stale);
    world.assert_nothing_about(&absent).await;
    assert_eq!(world.find_name("nobody").await, None);
}

async fn an_update_of_another_version_of_a_session_is_stale(world: World) {
    let user = world.user("alice").await;
    let (first, absent) = (world.session(&user).await, world.new_session(&user));
    let second = world.committed(|changes| changes.update(first.clone(), first.clone())).await;
    for read in [&first, &absent] {
        assert_conflict(&world.commit(|changes| changes.update(read.clone(), read.clone())).await, Conflict::Stale);
    }
    assert_eq!(world.find_session(&first).await, Some(second));
}

async fn a_deletion_of_another_version_is_stale(world: World) {
    let user = world.user("alice").await;
    let first = world.session(&user).await;
    let second = world.committed(|changes| changes.update(first.clone(), first.clone())).await;
    assert_conflict(&world.commit(|changes| changes.delete(first.clone())).await, Conflict::Stale);
    assert_eq!(world.find_session(&first).await, Some(second));
}

async fn deleting_twice_is_stale(world: World) {
    let user = world.user("alice").await;
    let session = world.session(&user).await;
    assert_committed(&world.commit(|changes| changes.delete(session.clone())).await);
    let again = world
        .commit(|changes| {
            changes.delete(session.clone());
            world.record(changes, &user);
        })
        .await;
    assert_conflict(&again, Conflict::Stale);
    assert_eq!(world.all_events().await, []);
}

async fn nothing_is_written_where_the_last_change_is_stale(world: World) {
    let alice = world.user("alice").await;
    let (kept, absent) = (world.session(&alice).await, world.new_session(&alice));
    let (bobby, started) = (world.new_user("bobby"), world.new_session(&alice));
    let result = world
        .commit(|changes| {
            changes.insert(bobby.clone());
            changes.insert(started.clone());
            changes.update(alice.clone(), demoted(&alice));
            world.record(changes, &bobby);
            changes.delete(kept.clone());
            changes.delete(absent);
        })
        .await;
    assert_conflict(&result, Conflict::Stale);
    world.assert_nothing_about(&bobby).await;
    assert_eq!(world.find_name("bobby").await, None);
    assert_eq!(world.find_session(&started).await, None);
    assert_eq!(world.find_session(&kept).await, Some(kept));
    assert_eq!(world.find(&alice).await, Some(alice));
}

async fn nothing_is_written_where_the_last_insert_exists(world: World) {
    let alice = world.user("alice").await;
    let (kept, started) = (world.session(&alice).await, world.new_session(&alice));
    let taken = changed_session(&world.new_session(&alice), |stored| stored.secret_hash = kept.secret_hash());
    let bobby = world.new_user("bobby");
    let result = world
        .commit(|changes| {
            changes.update(alice.clone(), demoted(&alice));
            changes.insert(bobby.clone());
            changes.insert(started.clone());
            world.record(changes, &bobby);
            changes.insert(taken);
        })
        .await;
    assert_conflict(&result, ID_EXISTS);
    world.assert_nothing_about(&bobby).await;
    assert_eq!(world.find_session(&started).await, None);
    assert_eq!(world.find(&alice).await, Some(alice));
}

async fn stale_is_reported_before_exists(world: World) {
    let alice = world.user("alice").await;
    let (present, absent) = (world.session(&alice).await, world.new_session(&alice));
    let nobody = world.new_user("nobody");
    let name_taken = world
        .commit(|changes| {
            changes.insert(world.new_user("ALICE"));
            changes.delete(absent);
        })
        .await;
    assert_conflict(&name_taken, Conflict::Stale);
    let id_taken = world
        .commit(|changes| {
            changes.insert(present);
            changes.update(nobody.clone(), nobody);
        })
        .await;
    assert_conflict(&id_taken, Conflict::Stale);
}
