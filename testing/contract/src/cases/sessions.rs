use domain::{Role, SecretHash, Session, SessionEpoch, SessionId, StoredSession, Timestamp, User, UserStatus, Version};

use super::case;
use crate::{
    Case, World,
    world::{at, changed, changed_session},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(an_absent_session_is_none),
        case(a_session_comes_with_its_user),
        case(a_session_reads_back_at_the_limits),
        case(a_session_of_another_user_is_not_found),
        case(a_user_has_many_sessions),
        case(a_session_that_is_no_longer_live_is_found_all_the_same),
        case(a_session_is_found_by_its_handle),
        case(a_session_of_every_role_reads_back),
    ]
}

async fn find(world: &World, user: &User, secret: SecretHash) -> Option<(Session, User)> {
    world.sessions.find_with_user(user.id(), secret).await.expect("the store answers")
}

async fn find_handle(world: &World, user: &User, session: SessionId) -> Option<Session> {
    world.sessions.find(user.id(), session).await.expect("the store answers")
}

async fn an_absent_session_is_none(world: World) {
    let user = world.user("alice").await;
    let (stored, absent) = (world.session(&user).await, world.new_session(&user));
    assert_eq!(find(&world, &user, absent.secret_hash()).await, None);
    assert_eq!(find(&world, &world.new_user("nobody"), stored.secret_hash()).await, None);
    assert_eq!(find(&world, &user, stored.secret_hash()).await, Some((stored, user)));
}

async fn a_session_comes_with_its_user(world: World) {
    let user = world.user("alice").await;
    let session = world.session(&user).await;
    let deactivated = changed(&user, |stored| stored.status = UserStatus::Inactive);
    let newer = world.committed(|changes| changes.update(user.clone(), deactivated)).await;
    let found = find(&world, &user, session.secret_hash()).await;
    assert_eq!(found, Some((session, newer)));
}

async fn a_session_reads_back_at_the_limits(world: World) {
    let user = world.user("alice").await;
    let least = StoredSession {
        id: SessionId::new(uuid::Uuid::from_u128(0)),
        user_id: user.id(),
        secret_hash: SecretHash::new([0; 32]),
        epoch: SessionEpoch::FIRST,
        role: Role::User,
        created_at: at(0),
        last_used_at: at(0),
        expires_at: at(0),
        version: Version::new(0),
    };
    let greatest = StoredSession {
        id: SessionId::new(uuid::Uuid::from_u128(u128::MAX)),
        user_id: user.id(),
        secret_hash: SecretHash::new([0xff; 32]),
        epoch: SessionEpoch::new(u32::MAX),
        role: Role::SuperAdmin,
        created_at: at(1),
        last_used_at: at(253_402_300_799_998),
        expires_at: Timestamp::MAX,
        version: Version::new(u32::MAX),
    };
    for session in [least, greatest].map(Session::from_stored) {
        world.commit(|changes| changes.insert(session.clone())).await.expect("the session is stored");
        assert_eq!(find_handle(&world, &user, session.id()).await, Some(session.clone()));
        assert_eq!(find(&world, &user, session.secret_hash()).await, Some((session, user.clone())));
    }
}

async fn a_session_of_another_user_is_not_found(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let session = world.session(&alice).await;
    assert_eq!(find(&world, &bobby, session.secret_hash()).await, None);
}

async fn a_user_has_many_sessions(world: World) {
    let user = world.user("alice").await;
    let mut sessions = Vec::new();
    for _ in 0..5 {
        sessions.push(world.session(&user).await);
    }
    for session in sessions {
        assert_eq!(find(&world, &user, session.secret_hash()).await, Some((session, user.clone())));
    }
}

async fn a_session_that_is_no_longer_live_is_found_all_the_same(world: World) {
    let user = world.user("alice").await;
    let session = world.session(&user).await;
    let ended = changed(&user, |stored| {
        stored.session_epoch = SessionEpoch::new(1);
        stored.status = UserStatus::Inactive;
    });
    let newer = world.committed(|changes| changes.update(user.clone(), ended)).await;
    assert_eq!(find_handle(&world, &user, session.id()).await, Some(session.clone()));
    let (found, user) = find(&world, &user, session.secret_hash()).await.expect("the session is found");
    assert!(!found.is_live_for(&user, at(0)));
    assert_eq!(user, newer);
}

async fn a_session_is_found_by_its_handle(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let (first, second) = (world.session(&alice).await, world.session(&alice).await);
    assert_eq!(find_handle(&world, &alice, first.id()).await, Some(first.clone()));
    assert_eq!(find_handle(&world, &alice, second.id()).await, Some(second));
    assert_eq!(find_handle(&world, &bobby, first.id()).await, None, "it is another user's");
    assert_eq!(find_handle(&world, &alice, SessionId::new(world.uuid())).await, None);
    world.commit(|changes| changes.delete(first.clone())).await.expect("the session is deleted");
    assert_eq!(find_handle(&world, &alice, first.id()).await, None);
}

async fn a_session_of_every_role_reads_back(world: World) {
    let user = world.user("alice").await;
    for &role in Role::ALL {
        let session = changed_session(&world.new_session(&user), |stored| stored.role = role);
        world.commit(|changes| changes.insert(session.clone())).await.expect("the session is stored");
        assert_eq!(find_handle(&world, &user, session.id()).await, Some(session.clone()));
        assert_eq!(world.find_session(&session).await, Some(session));
    }
}
