use application::{
    Changes, Conflict, Fingerprint, IdempotencyKey, IdempotencyRecord, IdempotencyScope, IdempotentOperation,
    UniqueValue,
};
use domain::{Timestamp, User, UserId};
use uuid::Uuid;

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, assert_conflict, at, changes_at, demoted, only_winner},
};

const KEY_EXISTS: Conflict = Conflict::Exists(UniqueValue::IdempotencyKey);
const RACERS: usize = 50;

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(nothing_was_done_for_a_key_that_was_never_used),
        case(a_record_reads_back_field_for_field),
        case(a_record_counts_in_its_scope_alone),
        case(a_key_that_was_used_is_refused_and_nothing_is_written),
        case(a_record_counts_until_the_moment_it_expires),
        case(an_expired_record_is_replaced),
        case(stale_is_reported_before_a_used_key),
        case(of_many_with_one_key_at_once_one_is_done),
        case(of_many_with_an_expired_key_at_once_one_is_done),
        case(users_with_the_same_key_at_once_are_all_served),
    ]
}

fn scope(user: UserId, key: &str) -> IdempotencyScope {
    let key = IdempotencyKey::parse(key.as_bytes()).expect("the key is within the rules");
    IdempotencyScope { user, operation: IdempotentOperation::named("do_once"), key }
}

/// A record in this scope of a new resource, until 9,000.
fn record(world: &World, scope: &IdempotencyScope) -> IdempotencyRecord {
    IdempotencyRecord {
        scope: scope.clone(),
        fingerprint: Fingerprint::of([b"a request".as_slice()]),
        resource_id: world.uuid(),
        expires_at: at(9_000),
    }
}

async fn find(world: &World, scope: &IdempotencyScope, now: i64) -> Option<IdempotencyRecord> {
    world.idempotency_records.find(scope, at(now)).await.expect("the store answers")
}

/// Stages the record at `now`.
fn stage(record: &IdempotencyRecord, now: i64) -> Changes {
    let mut changes = changes_at(at(now));
    changes.insert_idempotency_record(record.clone());
    changes
}

async fn store(world: &World, record: &IdempotencyRecord) {
    assert_committed(&world.commit_staged(stage(record, 1_000)).await);
}

/// Stages a new user at `now`, with an event, under a key of another one.
fn create(world: &World, by: UserId, key: &str, now: i64) -> (Changes, User, IdempotencyRecord) {
    let user = world.new_user(&format!("made.{:x}", world.uuid().as_u128() & 0xffff_ffff));
    let record = IdempotencyRecord {
        resource_id: user.id().as_uuid(),
        expires_at: at(now + 1_000),
        ..record(world, &scope(by, key))
    };
    let mut changes = stage(&record, now);
    changes.insert(user.clone());
    world.record(&mut changes, &user);
    (changes, user, record)
}

async fn nothing_was_done_for_a_key_that_was_never_used(world: World) {
    let scope = scope(UserId::new(world.uuid()), "key");
    assert_eq!(find(&world, &scope, 0).await, None);
    assert_eq!(find(&world, &scope, Timestamp::MAX.unix_millis()).await, None);
}

async fn a_record_reads_back_field_for_field(world: World) {
    let every_character: String = ('!'..='~').collect();
    let longest = "~".repeat(IdempotencyKey::MAX_LENGTH);
    for (number, key) in (0_u8..).zip(["k", "'\"\\%_", &every_character, &longest]) {
        let record = IdempotencyRecord {
            scope: scope(UserId::new(Uuid::from_u128(u128::MAX * u128::from(number % 2))), key),
            fingerprint: Fingerprint::new([number * 80; 32]),
            resource_id: Uuid::from_u128(u128::MAX - u128::from(number)),
            expires_at: if number == 3 { Timestamp::MAX } else { at(5_000) },
        };
        store(&world, &record).await;
        assert_eq!(find(&world, &record.scope, 1_000).await, Some(record));
    }
}

async fn a_record_counts_in_its_scope_alone(world: World) {
    let (alice, bobby) = (UserId::new(world.uuid()), UserId::new(world.uuid()));
    let first = record(&world, &scope(alice, "Key"));
    store(&world, &first).await;
    for other in [scope(bobby, "Key"), scope(alice, "key"), scope(alice, "Key1"), scope(alice, "K"), scope(alice, "%")]
    {
        assert_eq!(find(&world, &other, 1_000).await, None);
        let record = record(&world, &other);
        store(&world, &record).await;
        assert_eq!(find(&world, &other, 1_000).await, Some(record));
    }
    assert_eq!(find(&world, &first.scope, 1_000).await, Some(first));
}

async fn a_key_that_was_used_is_refused_and_nothing_is_written(world: World) {
    let present = world.user("ada.lovelace").await;
    let first = record(&world, &scope(present.id(), "key"));
    store(&world, &first).await;
    for fingerprint in [first.fingerprint, Fingerprint::of([b"another request".as_slice()])] {
        let (_, user, mut second) = create(&world, present.id(), "key", 1_000);
        second.fingerprint = fingerprint;
        let mut changes = stage(&second, 1_000);
        changes.insert(user.clone());
        _ = changes.update(present.clone(), demoted(&present));
        world.record(&mut changes, &user);
        assert_conflict(&world.commit_staged(changes).await, KEY_EXISTS);
        world.assert_nothing_about(&user).await;
    }
    assert_eq!(find(&world, &first.scope, 1_000).await, Some(first));
    assert_eq!(world.find(&present).await, Some(present));
    world.assert_no_events().await;
}

async fn a_record_counts_until_the_moment_it_expires(world: World) {
    let record = record(&world, &scope(UserId::new(world.uuid()), "key"));
    store(&world, &record).await;
    for (now, expected) in [(0, true), (8_999, true), (9_000, false), (9_001, false)] {
        assert_eq!(find(&world, &record.scope, now).await, expected.then(|| record.clone()), "at {now}");
    }
}

async fn an_expired_record_is_replaced(world: World) {
    let first = record(&world, &scope(UserId::new(world.uuid()), "key"));
    store(&world, &first).await;
    let second = IdempotencyRecord {
        fingerprint: Fingerprint::of([b"another request".as_slice()]),
        resource_id: world.uuid(),
        expires_at: at(20_000),
        ..first.clone()
    };
    assert_conflict(&world.commit_staged(stage(&second, 8_999)).await, KEY_EXISTS);
    assert_eq!(find(&world, &first.scope, 8_999).await.as_ref(), Some(&first));
    assert_committed(&world.commit_staged(stage(&second, 9_000)).await);
    assert_eq!(find(&world, &first.scope, 9_000).await.as_ref(), Some(&second));
    assert_eq!(find(&world, &first.scope, 0).await.as_ref(), Some(&second), "the first one is gone");
    assert_conflict(&world.commit_staged(stage(&first, 19_999)).await, KEY_EXISTS);
}

async fn stale_is_reported_before_a_used_key(world: World) {
    let (before, absent) = (world.user("ada.lovelace").await, world.new_user("grace.hopper"));
    world.committed(|changes| changes.update(before.clone(), demoted(&before))).await;
    let record = record(&world, &scope(UserId::new(world.uuid()), "key"));
    store(&world, &record).await;
    for user in [&before, &absent] {
        let mut changes = stage(&record, 1_000);
        changes.require(user.clone());
        assert_conflict(&world.commit_staged(changes).await, Conflict::Stale);
    }
}

/// Races requests under one key: one is done, and the record names what it made.
async fn race(world: &World, by: UserId, now: i64) {
    let attempts: Vec<_> = (0..RACERS).map(|_| create(world, by, "key", now)).collect();
    let results = world.race(attempts.iter().map(|(changes, ..)| changes.clone()).collect()).await;
    let winner = only_winner(&results, KEY_EXISTS);
    for (index, (_, user, record)) in attempts.iter().enumerate() {
        assert_eq!(world.find(user).await.is_some(), index == winner);
        if index == winner {
            assert_eq!(find(world, &record.scope, now).await.as_ref(), Some(record));
        }
    }
}

async fn of_many_with_one_key_at_once_one_is_done(world: World) {
    race(&world, UserId::new(world.uuid()), 1_000).await;
    assert_eq!((world.all_events().await.len(), world.undelivered().await.len()), (1, 1), "the losers record nothing");
}

async fn of_many_with_an_expired_key_at_once_one_is_done(world: World) {
    let user = UserId::new(world.uuid());
    race(&world, user, 1_000).await;
    race(&world, user, 2_000).await;
    assert_eq!((world.all_events().await.len(), world.undelivered().await.len()), (2, 2));
}

async fn users_with_the_same_key_at_once_are_all_served(world: World) {
    let attempts: Vec<_> = (0..RACERS).map(|_| create(&world, UserId::new(world.uuid()), "key", 1_000)).collect();
    for result in world.race(attempts.iter().map(|(changes, ..)| changes.clone()).collect()).await {
        assert_committed(&result);
    }
    for (_, user, _) in &attempts {
        assert_eq!(world.find(user).await.as_ref(), Some(user));
    }
}
