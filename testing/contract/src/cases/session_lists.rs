use application::{LiveSessions, Position};
use domain::{Session, SessionEpoch, SessionId, User, UserId, UserStatus};

use super::case;
use crate::{
    Case, World,
    world::{at, changed, changed_session},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(live_sessions_are_listed_oldest_first_and_by_id_within_a_moment),
        case(pages_of_any_size_add_up_to_all_live_sessions),
        case(pages_are_stable_while_sessions_begin_and_end),
        case(a_session_is_live_until_the_moment_it_expires),
        case(sessions_of_another_epoch_are_not_live),
        case(sessions_of_another_user_are_not_listed),
        case(a_renewed_session_keeps_its_position),
        case(a_position_of_no_session_is_as_good_as_any),
        case(an_empty_list_and_an_empty_page_are_empty),
    ]
}

/// The live sessions of `user` at the time 2,000.
fn live(user: &User) -> LiveSessions {
    LiveSessions { user: user.id(), epoch: user.session_epoch(), now: at(2_000) }
}

fn position(session: &Session) -> Position<Session> {
    Position::from(session)
}

async fn list(world: &World, which: LiveSessions, after: Option<Position<Session>>, limit: u16) -> Vec<Session> {
    world.sessions.list_live(which, after, limit).await.expect("the store answers")
}

/// A session, stored, started at this moment.
async fn session_of(world: &World, user: &User, millis: i64) -> Session {
    let session = changed_session(&world.new_session(user), |stored| stored.created_at = at(millis));
    world.commit(|changes| changes.insert(session.clone())).await.expect("the session is stored");
    session
}

/// Sessions with times and ids in different sequences, in the order of their list.
async fn sessions_of(world: &World, user: &User) -> Vec<Session> {
    let mut sessions = Vec::new();
    for millis in [5, 2, 3, 2, 9, 2, 1] {
        sessions.push(session_of(world, user, millis).await);
    }
    sessions.sort_by_key(position);
    sessions
}

async fn collect(world: &World, which: LiveSessions, limit: u16, mut collected: Vec<Session>) -> Vec<Session> {
    loop {
        let page = list(world, which, collected.last().map(position), limit).await;
        assert!(page.len() <= usize::from(limit));
        if page.is_empty() {
            return collected;
        }
        collected.extend(page);
    }
}

async fn live_sessions_are_listed_oldest_first_and_by_id_within_a_moment(world: World) {
    let user = world.user("alice").await;
    let mut expected = vec![session_of(&world, &user, 500).await];
    for id in [1, 0x7f, 0xff00, 1 << 127, u128::MAX] {
        let session = changed_session(&world.new_session(&user), |stored| {
            stored.id = SessionId::new(uuid::Uuid::from_u128(id));
            stored.created_at = at(1_000);
        });
        expected.push(session);
    }
    for session in expected.iter().skip(1).rev() {
        world.commit(|changes| changes.insert(session.clone())).await.expect("the session is stored");
    }
    expected.push(session_of(&world, &user, 1_500).await);
    assert_eq!(list(&world, live(&user), None, 100).await, expected);
}

async fn pages_of_any_size_add_up_to_all_live_sessions(world: World) {
    let user = world.user("alice").await;
    let whole = sessions_of(&world, &user).await;
    for limit in 1..=8 {
        assert_eq!(collect(&world, live(&user), limit, Vec::new()).await, whole, "in pages of {limit}");
    }
}

async fn pages_are_stable_while_sessions_begin_and_end(world: World) {
    let user = world.user("alice").await;
    let whole = sessions_of(&world, &user).await;
    let first_page = list(&world, live(&user), None, 3).await;
    assert_eq!(first_page, whole[..3]);
    // The session of the position ends, and others begin before and behind it.
    world.commit(|changes| changes.delete(whole[2].clone())).await.expect("the session is deleted");
    session_of(&world, &user, 0).await;
    let behind = session_of(&world, &user, 1_000).await;
    let expected: Vec<Session> = whole.into_iter().chain([behind]).collect();
    assert_eq!(collect(&world, live(&user), 2, first_page).await, expected);
}

async fn a_session_is_live_until_the_moment_it_expires(world: World) {
    let user = world.user("alice").await;
    let mut sessions = Vec::new();
    for (started, expires_at) in [(1, 1_999), (2, 2_000), (3, 2_001), (4, 9_000)] {
        let session = changed_session(&world.new_session(&user), |stored| {
            stored.created_at = at(started);
            stored.expires_at = at(expires_at);
        });
        world.commit(|changes| changes.insert(session.clone())).await.expect("the session is stored");
        sessions.push(session);
    }
    assert_eq!(list(&world, live(&user), None, 10).await, sessions[2..]);
    assert_eq!(list(&world, live(&user), None, 1).await, sessions[2..3], "expired ones don't count in a page");
    for session in &sessions {
        let is_listed = list(&world, live(&user), None, 10).await.contains(session);
        assert_eq!(is_listed, session.is_live_for(&user, at(2_000)));
    }
}

async fn sessions_of_another_epoch_are_not_live(world: World) {
    let first = world.user("alice").await;
    let before = session_of(&world, &first, 1).await;
    let ended = changed(&first, |stored| stored.session_epoch = SessionEpoch::new(u32::MAX));
    let second = world.committed(|changes| changes.update(first.clone(), ended)).await;
    let later = session_of(&world, &second, 2).await;
    assert_eq!(list(&world, live(&second), None, 10).await, [later]);
    assert_eq!(list(&world, live(&first), None, 10).await, [before]);
}

async fn sessions_of_another_user_are_not_listed(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let of_alice = session_of(&world, &alice, 2).await;
    let of_bobby = [session_of(&world, &bobby, 1).await, session_of(&world, &bobby, 3).await];
    assert_eq!(list(&world, live(&alice), None, 10).await, [of_alice]);
    assert_eq!(list(&world, live(&bobby), None, 10).await, of_bobby);
    let nobody = LiveSessions { user: UserId::new(world.uuid()), ..live(&alice) };
    assert_eq!(list(&world, nobody, None, 10).await, []);
}

async fn a_renewed_session_keeps_its_position(world: World) {
    let user = world.user("alice").await;
    let (first, second) = (session_of(&world, &user, 1).await, session_of(&world, &user, 2).await);
    let renewed = changed_session(&first, |stored| {
        stored.last_used_at = at(1_900);
        stored.expires_at = at(20_000);
    });
    let newer = world.committed(|changes| changes.update(first, renewed)).await;
    assert_eq!(list(&world, live(&user), None, 10).await, [newer, second]);
    // The caller checks whether the user is active.
    let inactive = changed(&user, |stored| stored.status = UserStatus::Inactive);
    world.committed(|changes| changes.update(user.clone(), inactive)).await;
    assert_eq!(list(&world, live(&user), None, 10).await.len(), 2);
}

async fn a_position_of_no_session_is_as_good_as_any(world: World) {
    let user = world.user("alice").await;
    let sessions = [session_of(&world, &user, 10).await, session_of(&world, &user, 20).await];
    for (moment, expected) in [(5, &sessions[..]), (15, &sessions[1..]), (25, &[])] {
        let after = Position { created_at: at(moment), id: SessionId::new(world.uuid()) };
        assert_eq!(list(&world, live(&user), Some(after), 10).await, expected);
    }
}

async fn an_empty_list_and_an_empty_page_are_empty(world: World) {
    let user = world.user("alice").await;
    assert_eq!(list(&world, live(&user), None, 10).await, []);
    let session = session_of(&world, &user, 1).await;
    assert_eq!(list(&world, live(&user), None, 0).await, []);
    assert_eq!(list(&world, live(&user), Some(position(&session)), 10).await, []);
}
