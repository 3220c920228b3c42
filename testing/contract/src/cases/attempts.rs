use std::time::Duration;

use application::{Adjustments, AttemptsKey, AttemptsMade, Quota};
use domain::Timestamp;
use uuid::Uuid;

use super::case;
use crate::{Case, World, world::at};

/// The length of every window here.
const WINDOW: Duration = Duration::from_millis(100);

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(a_counter_of_nothing_is_none),
        case(a_window_begins_with_the_first_attempt_and_is_not_moved_by_others),
        case(a_counter_is_full_at_its_limit_until_its_window_ends),
        case(a_counter_begins_anew_when_its_window_has_ended),
        case(a_limit_is_that_of_the_present_attempt),
        case(an_attempt_counts_in_every_counter_or_in_none),
        case(the_latest_end_of_the_full_counters_is_returned),
        case(a_limit_of_nothing_lets_nothing_pass),
        case(no_counters_are_taken_by_doing_nothing),
        case(counters_are_read_in_the_order_of_the_keys),
        case(counters_whose_keys_resemble_each_other_are_different),
        case(an_attempt_is_given_back_down_to_none),
        case(nothing_is_given_back_to_a_counter_that_is_gone),
        case(a_cleared_counter_begins_anew),
        case(a_marked_counter_has_one_attempt_in_a_window_of_its_own),
        case(settling_corrects_each_named_counter_and_no_other),
        case(the_greatest_numbers_are_counted),
        case(of_many_attempts_at_once_no_more_pass_than_allowed),
        case(attempts_at_once_that_share_counters_the_other_way_round_all_count),
        case(corrections_at_once_are_all_made),
    ]
}

fn key(name: &str) -> AttemptsKey {
    AttemptsKey::new(name)
}

fn quota(name: &str, limit: u32) -> Quota {
    Quota { key: key(name), limit, window: WINDOW }
}

/// The expected result of reading a counter.
#[expect(clippy::unnecessary_wraps, reason = "it is compared with results of reading")]
fn made(count: u32, until: i64) -> Option<AttemptsMade> {
    Some(AttemptsMade { count, until: at(until) })
}

fn give_back(names: &[&str]) -> Adjustments {
    Adjustments { give_back: names.iter().map(|name| key(name)).collect(), ..Adjustments::default() }
}

async fn take(world: &World, quotas: &[Quota], now: i64) -> Result<(), Timestamp> {
    world.attempts.take(quotas, at(now)).await.expect("the store answers")
}

/// Takes `count` attempts of a counter with enough quota.
async fn fill(world: &World, name: &str, count: u32, now: i64) {
    for _ in 0..count {
        assert_eq!(take(world, &[quota(name, u32::MAX)], now).await, Ok(()));
    }
}

async fn read(world: &World, name: &str, now: i64) -> Option<AttemptsMade> {
    let read = world.attempts.read(&[key(name)], at(now)).await.expect("the store answers");
    assert_eq!(read.len(), 1);
    read.into_iter().next().flatten()
}

async fn settle(world: &World, adjustments: Adjustments, now: i64) {
    world.attempts.settle(adjustments, at(now)).await.expect("the store answers");
}

async fn a_counter_of_nothing_is_none(world: World) {
    assert_eq!(read(&world, "a", 1_000).await, None);
    assert_eq!(world.attempts.read(&[], at(1_000)).await.expect("the store answers"), []);
    fill(&world, "a", 1, 1_000).await;
    assert_eq!(read(&world, "b", 1_000).await, None);
}

async fn a_window_begins_with_the_first_attempt_and_is_not_moved_by_others(world: World) {
    for (now, count) in [(1_000, 1), (1_050, 2), (1_099, 3)] {
        fill(&world, "a", 1, now).await;
        assert_eq!(read(&world, "a", now).await, made(count, 1_100));
    }
    assert_eq!(read(&world, "a", 1_100).await, None);
}

async fn a_counter_is_full_at_its_limit_until_its_window_ends(world: World) {
    let allowed = [quota("a", 2)];
    assert_eq!(take(&world, &allowed, 1_000).await, Ok(()));
    assert_eq!(take(&world, &allowed, 1_010).await, Ok(()));
    for now in [1_010, 1_099] {
        assert_eq!(take(&world, &allowed, now).await, Err(at(1_100)));
        assert_eq!(read(&world, "a", now).await, made(2, 1_100), "a refused attempt is not counted");
    }
    assert_eq!(take(&world, &allowed, 1_100).await, Ok(()));
}

async fn a_counter_begins_anew_when_its_window_has_ended(world: World) {
    fill(&world, "a", 5, 1_000).await;
    fill(&world, "a", 1, 1_100).await;
    assert_eq!(read(&world, "a", 1_100).await, made(1, 1_200));
    fill(&world, "a", 1, 5_000).await;
    assert_eq!(read(&world, "a", 5_000).await, made(1, 5_100));
}

async fn a_limit_is_that_of_the_present_attempt(world: World) {
    fill(&world, "a", 5, 1_000).await;
    for limit in [1, 4, 5] {
        assert_eq!(take(&world, &[quota("a", limit)], 1_000).await, Err(at(1_100)));
    }
    assert_eq!(take(&world, &[quota("a", 6)], 1_000).await, Ok(()));
}

async fn an_attempt_counts_in_every_counter_or_in_none(world: World) {
    let (room, full) = (quota("room", 9), quota("full", 1));
    let new = quota("new", 9);
    fill(&world, "room", 3, 1_000).await;
    fill(&world, "full", 1, 1_000).await;
    for quotas in [
        [room.clone(), full.clone(), new.clone()],
        [new.clone(), room.clone(), full.clone()],
        [full.clone(), new.clone(), room.clone()],
    ] {
        assert_eq!(take(&world, &quotas, 1_050).await, Err(at(1_100)));
        assert_eq!(read(&world, "room", 1_050).await, made(3, 1_100));
        assert_eq!(read(&world, "full", 1_050).await, made(1, 1_100));
        assert_eq!(read(&world, "new", 1_050).await, None);
    }
    assert_eq!(take(&world, &[new, room], 1_050).await, Ok(()));
    assert_eq!(read(&world, "room", 1_050).await, made(4, 1_100));
    assert_eq!(read(&world, "new", 1_050).await, made(1, 1_150));
}

async fn the_latest_end_of_the_full_counters_is_returned(world: World) {
    for (name, now) in [("a", 1_000), ("b", 1_060), ("c", 1_030), ("room", 1_080)] {
        fill(&world, name, 1, now).await;
    }
    let (a, b, c, room) = (quota("a", 1), quota("b", 1), quota("c", 1), quota("room", 2));
    for (quotas, until) in [
        (vec![a.clone(), b.clone(), c.clone(), room.clone()], 1_160),
        (vec![c.clone(), b, a.clone()], 1_160),
        (vec![room.clone(), a.clone(), c], 1_130),
        (vec![room, a], 1_100),
    ] {
        assert_eq!(take(&world, &quotas, 1_090).await, Err(at(until)), "{quotas:?}");
    }
}

async fn a_limit_of_nothing_lets_nothing_pass(world: World) {
    let nothing = quota("a", 0);
    assert_eq!(take(&world, std::slice::from_ref(&nothing), 1_000).await, Err(at(1_100)));
    assert_eq!(read(&world, "a", 1_000).await, None);
    fill(&world, "a", 1, 1_000).await;
    assert_eq!(take(&world, std::slice::from_ref(&nothing), 1_050).await, Err(at(1_100)));
    assert_eq!(take(&world, &[nothing], 1_100).await, Err(at(1_200)));
}

async fn no_counters_are_taken_by_doing_nothing(world: World) {
    assert_eq!(take(&world, &[], 1_000).await, Ok(()));
    settle(&world, Adjustments::default(), 1_000).await;
}

async fn counters_are_read_in_the_order_of_the_keys(world: World) {
    for (count, name) in [(1, "c"), (2, "a"), (3, "b")] {
        fill(&world, name, count, 1_000).await;
    }
    let keys = ["b", "none", "c", "a"].map(key);
    let read = world.attempts.read(&keys, at(1_000)).await.expect("the store answers");
    assert_eq!(read, [made(3, 1_100), None, made(1, 1_100), made(2, 1_100)]);
}

/// A key holds a client's text.
async fn counters_whose_keys_resemble_each_other_are_different(world: World) {
    let longest = "x".repeat(AttemptsKey::MAX_LENGTH);
    let names =
        ["a", "A", "a ", " a", "a\0", "a\0b", "", "\0", "ä", "a\u{308}", "%", "_", "'\"\\", "\u{10FFFF}", &longest];
    for (limit, name) in (1..).zip(names) {
        fill(&world, name, limit, 1_000).await;
    }
    for (limit, name) in (1..).zip(names) {
        assert_eq!(read(&world, name, 1_000).await, made(limit, 1_100), "{name:?}");
    }
}

async fn an_attempt_is_given_back_down_to_none(world: World) {
    fill(&world, "a", 2, 1_000).await;
    for count in [1, 0, 0] {
        settle(&world, give_back(&["a"]), 1_050).await;
        assert_eq!(read(&world, "a", 1_050).await, made(count, 1_100), "the window stays");
    }
    assert_eq!(take(&world, &[quota("a", 1)], 1_050).await, Ok(()));
    assert_eq!(take(&world, &[quota("a", 1)], 1_050).await, Err(at(1_100)));
}

async fn nothing_is_given_back_to_a_counter_that_is_gone(world: World) {
    fill(&world, "a", 2, 1_000).await;
    settle(&world, give_back(&["a", "b"]), 1_100).await;
    assert_eq!(read(&world, "a", 1_100).await, None);
    assert_eq!(read(&world, "b", 1_100).await, None);
    fill(&world, "a", 1, 1_100).await;
    assert_eq!(read(&world, "a", 1_100).await, made(1, 1_200));
}

async fn a_cleared_counter_begins_anew(world: World) {
    fill(&world, "a", 2, 1_000).await;
    let clear = Adjustments { clear: vec![key("a"), key("b")], ..Adjustments::default() };
    settle(&world, clear, 1_050).await;
    assert_eq!(read(&world, "a", 1_050).await, None);
    assert_eq!(read(&world, "b", 1_050).await, None);
    fill(&world, "a", 1, 1_060).await;
    assert_eq!(read(&world, "a", 1_060).await, made(1, 1_160));
}

async fn a_marked_counter_has_one_attempt_in_a_window_of_its_own(world: World) {
    let mark =
        |name, millis| Adjustments { mark: Some((key(name), Duration::from_millis(millis))), ..Adjustments::default() };
    fill(&world, "filled", 5, 1_000).await;
    fill(&world, "ended", 5, 900).await;
    for name in ["filled", "ended", "new"] {
        settle(&world, mark(name, 7_000), 1_050).await;
        assert_eq!(read(&world, name, 1_050).await, made(1, 8_050));
        settle(&world, mark(name, 10), 1_060).await;
        assert_eq!(read(&world, name, 1_060).await, made(1, 1_070), "a later mark counts");
        assert_eq!(read(&world, name, 1_070).await, None);
    }
}

async fn settling_corrects_each_named_counter_and_no_other(world: World) {
    for name in ["a", "b", "c", "d", "e"] {
        fill(&world, name, 3, 1_000).await;
    }
    let adjustments = Adjustments {
        give_back: vec![key("d"), key("a")],
        clear: vec![key("b")],
        mark: Some((key("c"), Duration::from_millis(500))),
    };
    settle(&world, adjustments, 1_050).await;
    let read = world.attempts.read(&["a", "b", "c", "d", "e"].map(key), at(1_050)).await.expect("the store answers");
    assert_eq!(read, [made(2, 1_100), None, made(1, 1_550), made(2, 1_100), made(3, 1_100)]);
}

async fn the_greatest_numbers_are_counted(world: World) {
    let endless = Quota { key: key("a"), limit: u32::MAX, window: Duration::MAX };
    assert_eq!(take(&world, std::slice::from_ref(&endless), 1_000).await, Ok(()));
    let now = Timestamp::MAX.unix_millis() - 1;
    let expected = Some(AttemptsMade { count: 1, until: Timestamp::MAX });
    assert_eq!(read(&world, "a", now).await, expected);
    assert_eq!(take(&world, &[Quota { limit: 1, ..endless }], now).await, Err(Timestamp::MAX));
    let mark = Adjustments { mark: Some((key("b"), Duration::MAX)), ..Adjustments::default() };
    settle(&world, mark, 1_000).await;
    assert_eq!(read(&world, "b", now).await, expected);
}

async fn of_many_attempts_at_once_no_more_pass_than_allowed(world: World) {
    // The second time, the window has ended and begins anew.
    for now in [1_000, 2_000] {
        let attempt = |_| {
            let world = world.clone();
            async move {
                let own = quota(&Uuid::to_string(&world.uuid()), 1);
                (take(&world, &[own.clone(), quota("shared", 10)], now).await, own.key)
            }
        };
        let mut passed = 0;
        for (taken, own) in World::at_once((0..64).map(attempt)).await {
            let counted = world.attempts.read(&[own], at(now)).await.expect("the store answers");
            match taken {
                Ok(()) => {
                    passed += 1;
                    assert_eq!(counted, [made(1, now + 100)]);
                }
                Err(until) => {
                    assert_eq!(until, at(now + 100));
                    assert_eq!(counted, [None], "a refused attempt is counted nowhere");
                }
            }
        }
        assert_eq!(passed, 10);
        assert_eq!(read(&world, "shared", now).await, made(10, now + 100));
    }
}

/// A store that locks counters in the order of the quotas dead-locks here.
async fn attempts_at_once_that_share_counters_the_other_way_round_all_count(world: World) {
    let attempt = |attempt: usize| {
        let world = world.clone();
        async move {
            let names = if attempt.is_multiple_of(2) { ["a", "b"] } else { ["b", "a"] };
            take(&world, &names.map(|name| quota(name, 100)), 1_000).await
        }
    };
    for taken in World::at_once((0..64).map(attempt)).await {
        assert_eq!(taken, Ok(()));
    }
    for name in ["a", "b"] {
        assert_eq!(read(&world, name, 1_000).await, made(64, 1_100));
    }
}

async fn corrections_at_once_are_all_made(world: World) {
    for name in ["a", "b"] {
        fill(&world, name, 40, 1_000).await;
    }
    let correct = |correction: usize| {
        let world = world.clone();
        async move {
            let names = if correction.is_multiple_of(2) { ["a", "b"] } else { ["b", "a"] };
            settle(&world, give_back(&names), 1_050).await;
            assert_eq!(take(&world, &names.map(|name| quota(name, 100)), 1_050).await, Ok(()));
            settle(&world, give_back(&names), 1_050).await;
        }
    };
    World::at_once((0..32).map(correct)).await;
    for name in ["a", "b"] {
        assert_eq!(read(&world, name, 1_050).await, made(8, 1_100));
    }
}
