use std::time::{Duration, Instant};

use application::{Adjustments, AttemptsKey, Failure, OutboxPosition, Quota, with_shared_timeout};
use futures_util::{FutureExt, future::join_all};
use uuid::Uuid;

use super::{TestStore, assert_unavailable, execute, user};

/// The longest a request may wait for a store that does not answer.
const BOUND: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_of_three_seconds_fails_no_write_and_delays_no_read() {
    let store = TestStore::new().await;
    store.insert(&user(0)).await.unwrap();
    let mut outsider = store.outsider().await;
    execute(&mut outsider, "BEGIN IMMEDIATE").await;
    let release = async {
        tokio::time::sleep(Duration::from_secs(3)).await;
        execute(&mut outsider, "COMMIT").await;
    };
    let started = Instant::now();
    let read = async {
        assert_eq!(store.find(&user(0)).await.unwrap(), Some(user(0)));
        started.elapsed()
    };
    let users: Vec<_> = (1..=64).map(user).collect();
    let (results, read_after, ()) = tokio::join!(join_all(users.iter().map(|user| store.insert(user))), read, release);
    for result in results {
        result.unwrap();
    }
    assert!(started.elapsed() < BOUND, "{:?}", started.elapsed());
    assert!(read_after < Duration::from_secs(1), "{read_after:?}");
    for user in users {
        assert_eq!(store.find(&user).await.unwrap(), Some(user));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_longer_lock_makes_writes_unavailable_in_time_and_they_resume() {
    let store = TestStore::new().await;
    let mut outsider = store.outsider().await;
    execute(&mut outsider, "BEGIN IMMEDIATE").await;
    let users: Vec<_> = (1..=8).map(user).collect();
    let started = Instant::now();
    for result in join_all(users.iter().map(|user| store.insert(user))).await {
        assert_unavailable(result);
    }
    assert!(started.elapsed() < BOUND, "{:?}", started.elapsed());
    assert_eq!(store.find(&user(1)).await.unwrap(), None);
    execute(&mut outsider, "COMMIT").await;
    for user in &users {
        store.insert(user).await.unwrap();
    }
    assert!(started.elapsed() < BOUND * 2, "{:?}", started.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_makes_counters_and_purges_unavailable_in_time_and_they_resume() {
    let store = TestStore::new().await;
    let (key, now) = (AttemptsKey::new("key"), user(1).created_at());
    let quotas = [Quota { key: key.clone(), limit: 1, window: Duration::from_secs(1) }];
    let adjustments = Adjustments { mark: Some((key.clone(), Duration::from_secs(2))), ..Adjustments::default() };
    let mut outsider = store.outsider().await;
    execute(&mut outsider, "BEGIN IMMEDIATE").await;
    let started = Instant::now();
    let (taken, settled, purged) = tokio::join!(
        store.attempts.take(&quotas, now),
        store.attempts.settle(adjustments, now),
        store.housekeeping.purge_expired(now, 10)
    );
    assert_unavailable(taken);
    assert_unavailable(settled);
    assert_unavailable(purged);
    assert!(started.elapsed() < BOUND, "{:?}", started.elapsed());
    execute(&mut outsider, "COMMIT").await;
    assert_eq!(store.attempts.read(&[key], now).await.unwrap(), [None]);
    store.attempts.take(&quotas, now).await.unwrap().unwrap();
    assert_eq!(store.housekeeping.purge_expired(now.after(Duration::from_secs(1)), 10).await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_of_one_request_share_its_deadline_whichever_of_them_meets_a_lock() {
    const WRITES: usize = 3;
    let locked_from = async |first: usize| {
        let store = TestStore::new().await;
        let (key, now) = (AttemptsKey::new("key"), user(1).created_at());
        let quotas = [Quota { key: key.clone(), limit: 1, window: Duration::from_secs(1) }];
        let adjustments = Adjustments { mark: Some((key, Duration::from_secs(2))), ..Adjustments::default() };
        let mut outsider = store.outsider().await;
        let started = Instant::now();
        // The writes of a log-in, each of which would wait for seconds.
        let succeeded = with_shared_timeout(async {
            let mut succeeded = Vec::new();
            for write in 0..WRITES {
                if write == first {
                    execute(&mut outsider, "BEGIN IMMEDIATE").await;
                }
                succeeded.push(match write {
                    0 => store.attempts.take(&quotas, now).await.is_ok(),
                    1 => store.insert(&user(1)).await.is_ok(),
                    _ => store.attempts.settle(adjustments.clone(), now).await.is_ok(),
                });
            }
            succeeded
        })
        .await;
        assert!(started.elapsed() < BOUND, "locked from {first} on, it took {:?}", started.elapsed());
        assert_eq!(succeeded, (0..WRITES).map(|write| write < first).collect::<Vec<_>>(), "locked from {first} on");
    };
    join_all((0..WRITES).map(locked_from)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_makes_the_outbox_unavailable_in_time_and_it_is_read_all_the_same() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    let entries = store.outbox.pending(None, 10).await.unwrap();
    let (owner, now) = (Uuid::from_u128(1), user(1).created_at());
    // A cancelled call that continues after the lock is released acts on an event that does not exist.
    let absent = [OutboxPosition("1000".to_owned())];
    let failure = Failure { attempts: 1, at: now, reason: "refused".to_owned() };
    let mut outsider = store.outsider().await;
    execute(&mut outsider, "BEGIN IMMEDIATE").await;
    let started = Instant::now();
    let (acquired, released, removed, postponed, dead_lettered, read) = tokio::join!(
        store.outbox.acquire(owner, now, now),
        store.outbox.release(owner),
        store.outbox.remove(&absent),
        store.outbox.postpone(&absent[0], 1, now),
        store.outbox.move_to_dead_letters(&absent[0], failure),
        store.outbox.pending(None, 10),
    );
    assert_unavailable(acquired);
    assert_unavailable(released);
    assert_unavailable(removed);
    assert_unavailable(postponed);
    assert_unavailable(dead_lettered);
    assert_eq!(read.unwrap(), entries);
    assert!(started.elapsed() < BOUND, "{:?}", started.elapsed());
    execute(&mut outsider, "COMMIT").await;
    assert_eq!(store.outbox.pending(None, 10).await.unwrap(), entries);
    store.outbox.remove(&[entries[0].position.clone()]).await.unwrap();
    assert_eq!(store.outbox.pending(None, 10).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn callers_that_hang_up_leave_no_connection_taken() {
    let store = TestStore::new().await;
    for number in 0..200 {
        let user = user(number);
        let timeout = Duration::from_micros(u64::try_from(number).unwrap() * 20);
        let _ = tokio::time::timeout(timeout, store.insert(&user)).await;
        let _ = tokio::time::timeout(timeout, store.find(&user)).await;
    }
    store.insert(&user(1_000)).await.unwrap();
    assert_eq!(store.find(&user(1_000)).await.unwrap(), Some(user(1_000)));
    let writer = store.database.writer().await.unwrap();
    assert!(store.database.writer().now_or_never().is_none(), "there is only one");
    drop(writer);
    let mut outsider = store.outsider().await;
    execute(&mut outsider, "BEGIN IMMEDIATE").await;
    execute(&mut outsider, "COMMIT").await;
}
