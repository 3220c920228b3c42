use std::{sync::Arc, time::Duration};

use application::{Housekeeping, removable_at};
use domain::{Timestamp, Version};

use crate::bench::{Bench, shifted};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

#[tokio::test]
async fn a_clock_that_jumps_back_leaves_sessions_as_they_are() {
    let bench = Bench::new();
    let (principal, claims) = bench.signed_in().await;
    let start = bench.now();
    bench.fakes.clock.set(shifted(start, -2 * HOUR));
    let called = bench.call(&claims).await.unwrap();
    assert!(called.renewed.is_none());
    assert_eq!(called.principal.session, principal.session);

    bench.fakes.clock.set(shifted(start, 1_799));
    assert!(bench.call(&claims).await.is_some());
}

#[tokio::test]
async fn a_clock_that_jumps_forth_ends_sessions_for_as_long_as_it_is_ahead() {
    let bench = Bench::new();
    let (principal, claims) = bench.signed_in().await;
    let start = bench.now();
    bench.fakes.clock.set(shifted(start, DAY));
    assert!(bench.call(&claims).await.is_none());
    bench.fakes.clock.set(shifted(start, 60));
    let called = bench.call(&claims).await.unwrap();
    assert_eq!(called.principal.session, principal.session, "nothing was written meanwhile");
}

#[tokio::test]
async fn what_lives_again_when_the_clock_is_back_was_not_removed_meanwhile() {
    let bench = Bench::new();
    let housekeeping: Arc<dyn Housekeeping> = bench.persistence.resolve();
    let (principal, claims) = bench.signed_in().await;
    let start = bench.now();
    for ahead in [2 * HOUR, DAY] {
        bench.fakes.clock.set(shifted(start, ahead));
        assert_eq!(housekeeping.purge_expired(removable_at(bench.now()), 500).await.unwrap(), 0, "{ahead} s ahead");
        bench.fakes.clock.set(shifted(start, 60));
        assert_eq!(bench.call(&claims).await.unwrap().principal.session, principal.session);
    }
    // The margin ends.
    bench.fakes.clock.set(shifted(start, DAY + 1_800));
    assert_eq!(housekeeping.purge_expired(removable_at(bench.now()), 500).await.unwrap(), 1);
}

#[tokio::test]
async fn a_session_that_was_renewed_ahead_of_time_lives_on_when_the_clock_is_right_again() {
    let bench = Bench::new();
    let (_, claims) = bench.signed_in().await;
    let start = bench.now();
    bench.fakes.clock.set(shifted(start, 1_500));
    let renewed = bench.call(&claims).await.unwrap().renewed.unwrap();
    let renewed = bench.claims(&renewed.token);

    bench.fakes.clock.set(shifted(start, 60));
    let called = bench.call(&renewed).await.unwrap();
    assert_eq!(called.principal.session.version(), Version::FIRST.next());
    assert!(called.renewed.is_none());
    bench.fakes.clock.set(shifted(start, 1_500 + 1_800));
    assert!(bench.call(&renewed).await.is_none());
}

#[tokio::test]
async fn a_session_that_was_started_while_the_clock_was_ahead_keeps_to_its_own_times() {
    let bench = Bench::new();
    let start = bench.now();
    bench.fakes.clock.set(shifted(start, DAY));
    let (principal, claims) = bench.signed_in().await;
    bench.fakes.clock.set(start);
    let called = bench.call(&claims).await.unwrap();
    assert!(called.renewed.is_none());
    assert_eq!(called.principal.session.expires_at(), shifted(start, DAY + 1_800));
    bench.fakes.clock.set(principal.session.expires_at());
    assert!(bench.call(&claims).await.is_none());
}

#[tokio::test]
async fn a_session_that_was_started_while_the_clock_was_behind_is_over_when_it_is_right_again() {
    let bench = Bench::new();
    let start = bench.now();
    bench.fakes.clock.set(shifted(start, -2 * HOUR));
    let (_, claims) = bench.signed_in().await;
    assert!(bench.call(&claims).await.is_some());
    bench.fakes.clock.set(start);
    assert!(bench.call(&claims).await.is_none());
}

#[tokio::test]
async fn the_ends_of_time_are_nothing_special() {
    let bench = Bench::new();
    let (_, claims) = bench.signed_in().await;
    bench.fakes.clock.set(Timestamp::from_unix_millis(0).unwrap());
    assert!(bench.call(&claims).await.unwrap().renewed.is_none());
    bench.fakes.clock.set(Timestamp::MAX);
    assert!(bench.call(&claims).await.is_none());

    let bench = Bench::new();
    bench.fakes.clock.set(shifted(Timestamp::MAX, -60));
    let (principal, claims) = bench.signed_in().await;
    assert_eq!(principal.session.expires_at(), Timestamp::MAX);
    assert!(bench.call(&claims).await.unwrap().renewed.is_none());
    bench.fakes.clock.advance(Duration::from_hours(24));
    assert!(bench.call(&claims).await.is_none());
}
