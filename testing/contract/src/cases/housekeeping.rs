use std::time::Duration;

use application::{
    Adjustments, AttemptsKey, AttemptsMade, Conflict, Fingerprint, IdempotencyKey, IdempotencyRecord, IdempotencyScope,
    IdempotentOperation, Quota,
};
use domain::{Session, User, UserId};

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, assert_conflict, at, changed_session, changes_at},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(an_empty_store_has_nothing_to_purge),
        case(only_expired_sessions_are_purged),
        case(only_counters_whose_window_has_ended_are_purged),
        case(only_expired_idempotency_records_are_purged),
        case(a_purge_removes_a_bounded_number_of_each_and_the_next_one_goes_on),
        case(a_purged_session_is_stale_to_those_who_read_it),
        case(a_session_that_was_renewed_is_kept),
        case(a_user_outlives_the_own_sessions),
        case(purges_at_once_remove_each_thing_once),
        case(a_purge_disturbs_nobody_who_writes_at_once),
    ]
}

async fn purge(world: &World, now: i64, at_most: u16) -> u64 {
    world.housekeeping.purge_expired(at(now), at_most).await.expect("the store answers")
}

async fn session_until(world: &World, user: &User, expires_at: i64) -> Session {
    let session = changed_session(&world.new_session(user), |stored| stored.expires_at = at(expires_at));
    world.commit(|changes| changes.insert(session.clone())).await.expect("the session is stored");
    session
}

/// A counter with one attempt whose window ends at this time.
async fn counter_until(world: &World, name: &str, until: i64) -> AttemptsKey {
    let key = AttemptsKey::new(name);
    let window = Duration::from_millis(u64::try_from(until).expect("the moment is in range"));
    let mark = Adjustments { mark: Some((key.clone(), window)), ..Adjustments::default() };
    world.attempts.settle(mark, at(0)).await.expect("the store answers");
    key
}

/// A stored record of an idempotency key of `user`, which expires at this time.
async fn record_until(world: &World, user: UserId, key: &str, expires_at: i64) -> IdempotencyRecord {
    record_at(world, user, key, expires_at, 0).await
}

/// The same, stored at `now`.
async fn record_at(world: &World, user: UserId, key: &str, expires_at: i64, now: i64) -> IdempotencyRecord {
    let key = IdempotencyKey::parse(key.as_bytes()).expect("the key is within the rules");
    let record = IdempotencyRecord {
        scope: IdempotencyScope { user, operation: IdempotentOperation::named("do_once"), key },
        fingerprint: Fingerprint::new([7; 32]),
        resource_id: world.uuid(),
        expires_at: at(expires_at),
    };
    let mut changes = changes_at(at(now));
    changes.insert_idempotency_record(record.clone());
    assert_committed(&world.commit_staged(changes).await);
    record
}

/// The record in this scope, expired or not.
async fn record_in(world: &World, scope: &IdempotencyScope) -> Option<IdempotencyRecord> {
    world.idempotency_records.find(scope, at(0)).await.expect("the store answers")
}

async fn read(world: &World, key: &AttemptsKey) -> Option<AttemptsMade> {
    let read = world.attempts.read(std::slice::from_ref(key), at(0)).await.expect("the store answers");
    read.into_iter().next().flatten()
}

async fn an_empty_store_has_nothing_to_purge(world: World) {
    assert_eq!(purge(&world, 1_000, 100).await, 0);
    assert_eq!(purge(&world, 1_000, u16::MAX).await, 0);
}

async fn only_expired_sessions_are_purged(world: World) {
    let (alice, bobby) = (world.user("alice").await, world.user("bobby").await);
    let mut kept = Vec::new();
    let mut purged = Vec::new();
    for user in [&alice, &bobby] {
        for expires_at in [1_000, 4_999, 5_000] {
            purged.push(session_until(&world, user, expires_at).await);
        }
        for expires_at in [5_001, 9_000] {
            kept.push(session_until(&world, user, expires_at).await);
        }
    }
    assert_eq!(purge(&world, 5_000, 100).await, 6);
    for session in purged {
        assert_eq!(world.find_session(&session).await, None);
    }
    for session in kept {
        assert_eq!(world.find_session(&session).await, Some(session));
    }
    assert_eq!(purge(&world, 5_000, 100).await, 0);
}

async fn only_counters_whose_window_has_ended_are_purged(world: World) {
    let ended = [counter_until(&world, "a", 4_999).await, counter_until(&world, "b", 5_000).await];
    let running = counter_until(&world, "c", 5_001).await;
    assert_eq!(purge(&world, 5_000, 100).await, 2);
    for key in ended {
        // At time zero, before the end of its window, an existing counter would be found.
        assert_eq!(read(&world, &key).await, None);
    }
    assert_eq!(read(&world, &running).await, Some(AttemptsMade { count: 1, until: at(5_001) }));
    assert_eq!(purge(&world, 5_000, 100).await, 0);
}

async fn only_expired_idempotency_records_are_purged(world: World) {
    let (alice, bobby) = (UserId::new(world.uuid()), UserId::new(world.uuid()));
    let mut expired = Vec::new();
    let mut kept = Vec::new();
    for user in [alice, bobby] {
        for (key, expires_at) in [("a", 5_000), ("b", 4_999), ("c", 1_000)] {
            expired.push(record_until(&world, user, key, expires_at).await);
        }
        for (key, expires_at) in [("d", 5_001), ("e", 9_000)] {
            kept.push(record_until(&world, user, key, expires_at).await);
        }
    }
    // A new record has replaced an expired one.
    record_until(&world, alice, "f", 1_000).await;
    kept.push(record_at(&world, alice, "f", 6_000, 1_000).await);
    for removed in [2, 2, 2, 0] {
        assert_eq!(purge(&world, 5_000, 2).await, removed);
    }
    for record in expired {
        assert_eq!(record_in(&world, &record.scope).await, None);
    }
    for record in kept {
        assert_eq!(record_in(&world, &record.scope).await, Some(record));
    }
}

async fn a_purge_removes_a_bounded_number_of_each_and_the_next_one_goes_on(world: World) {
    let user = world.user("alice").await;
    for number in 0..7 {
        session_until(&world, &user, 1_000 + number).await;
    }
    for number in 0..4 {
        counter_until(&world, &format!("counter {number}"), 1_000).await;
    }
    assert_eq!(purge(&world, 5_000, 0).await, 0);
    let nobody = UserId::new(world.uuid());
    for number in 0..2 {
        record_until(&world, nobody, &format!("key-{number}"), 1_000).await;
    }
    for expected in [8, 4, 1, 0] {
        assert_eq!(purge(&world, 5_000, 3).await, expected);
    }
}

async fn a_purged_session_is_stale_to_those_who_read_it(world: World) {
    let user = world.user("alice").await;
    let session = session_until(&world, &user, 1_000).await;
    assert_eq!(purge(&world, 1_000, 1).await, 1);
    assert_conflict(&world.commit(|changes| changes.delete(session.clone())).await, Conflict::Stale);
    let renewal = world.commit(|changes| changes.update(session.clone(), session.clone())).await;
    assert_conflict(&renewal, Conflict::Stale);
    assert_eq!(world.find_session(&session).await, None);
}

async fn a_session_that_was_renewed_is_kept(world: World) {
    let user = world.user("alice").await;
    let session = session_until(&world, &user, 1_000).await;
    let renewed = changed_session(&session, |stored| stored.expires_at = at(8_000));
    let newer = world.committed(|changes| changes.update(session.clone(), renewed)).await;
    assert_eq!(purge(&world, 7_999, 10).await, 0);
    assert_eq!(world.find_session(&session).await, Some(newer));
    assert_eq!(purge(&world, 8_000, 10).await, 1);
}

async fn a_user_outlives_the_own_sessions(world: World) {
    let user = world.user("alice").await;
    session_until(&world, &user, 1_000).await;
    assert_eq!(purge(&world, 1_000, 10).await, 1);
    assert_eq!(world.find(&user).await, Some(user.clone()));
    let session = world.session(&user).await;
    assert_eq!(world.find_session(&session).await, Some(session));
}

async fn purges_at_once_remove_each_thing_once(world: World) {
    let user = world.user("alice").await;
    let live = session_until(&world, &user, 9_000).await;
    for number in 0..40 {
        session_until(&world, &user, 1_000).await;
        counter_until(&world, &format!("counter {number}"), 1_000).await;
        record_until(&world, user.id(), &format!("key-{number}"), 1_000).await;
    }
    let purges = |_| {
        let world = world.clone();
        async move { purge(&world, 5_000, 20).await }
    };
    let mut removed: u64 = World::at_once((0..8).map(purges)).await.into_iter().sum();
    // Concurrent purges may conflict, so this one removes the rest.
    loop {
        let more = purge(&world, 5_000, 100).await;
        if more == 0 {
            break;
        }
        removed += more;
    }
    assert_eq!(removed, 120);
    assert_eq!(world.find_session(&live).await, Some(live));
}

async fn a_purge_disturbs_nobody_who_writes_at_once(world: World) {
    let user = world.user("alice").await;
    for number in 0..20 {
        session_until(&world, &user, 1_000).await;
        counter_until(&world, &format!("counter {number}"), 1_000).await;
        record_until(&world, user.id(), &format!("key-{number}"), 1_000).await;
    }
    let live = session_until(&world, &user, 9_000).await;
    let act = |number: usize| {
        let (world, user) = (world.clone(), user.clone());
        async move {
            if number.is_multiple_of(4) {
                purge(&world, 5_000, 5).await;
                return;
            }
            let key = AttemptsKey::new(&format!("counter {number}"));
            let quota = Quota { key: key.clone(), limit: 1, window: Duration::from_secs(1) };
            let taken = world.attempts.take(&[quota], at(5_000)).await.expect("the store answers");
            assert_eq!(taken, Ok(()), "a counter whose window has ended counts as absent");
            assert_eq!(read(&world, &key).await, Some(AttemptsMade { count: 1, until: at(6_000) }));
            let session = world.session(&user).await;
            assert_eq!(world.find_session(&session).await, Some(session));
            let anew = record_at(&world, user.id(), &format!("key-{number}"), 9_000, 5_000).await;
            assert_eq!(record_in(&world, &anew.scope).await, Some(anew), "an expired record blocks no new one");
        }
    };
    World::at_once((0..20).map(act)).await;
    assert_eq!(world.find_session(&live).await, Some(live));
}
