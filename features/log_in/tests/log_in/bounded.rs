use std::{sync::Arc, time::Duration};

use application::{HasInteractor, LimitError};
use domain::Role;
use log_in::{Credentials, LogIn, LogInError};
use presentation::{Code, Problem};
use serde_json::json;
use test_kit::{ATTEMPTS, PASSWORD, World, from_address, logged, security_events};

use crate::support::{log_in, log_in_from, post, request, slice, visible};

const WRONG: &str = "steam-powered loom";
const HERE: &str = "192.0.2.1";
const ELSEWHERE: &str = "198.51.100.7";

/// Exhausts the guesses at an account from one address.
async fn exhaust(world: &World, address: &str, username: &str) {
    for _ in 0..ATTEMPTS.account_from_address.attempts {
        log_in_from(world, address, username, WRONG).await.assert_problem(401, "invalid-credentials");
    }
}

/// Exhausts the guesses at an account from all addresses, two from each.
async fn exhaust_account(world: &World, username: &str) {
    for number in 0..ATTEMPTS.account.attempts {
        let address = format!("203.0.113.{}", number / 2);
        log_in_from(world, &address, username, WRONG).await.assert_problem(401, "invalid-credentials");
    }
}

#[actix_web::test]
async fn wrong_guesses_at_an_account_from_one_address_are_bounded() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    exhaust(&world, HERE, "ada.lovelace").await;
    let compared = world.fakes.passwords.compared();
    for password in [WRONG, PASSWORD, ""] {
        let answer = log_in_from(&world, HERE, "ada.lovelace", password).await;
        answer.assert_problem(429, "too-many-attempts");
        assert_eq!((answer.header("retry-after"), answer.cookie()), ("900", ""));
    }
    assert_eq!(world.fakes.passwords.compared(), compared, "a refused guess is not verified");
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn the_right_password_works_from_elsewhere_meanwhile() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    exhaust(&world, HERE, "ada.lovelace").await;
    assert_eq!(log_in_from(&world, ELSEWHERE, "ada.lovelace", PASSWORD).await.status, 200);
    // It does not reset the count of the guessing address.
    log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.assert_problem(429, "too-many-attempts");
    assert_eq!(log_in_from(&world, HERE, "nobody.at.all", WRONG).await.status, 401, "other accounts are not limited");
}

#[actix_web::test]
async fn a_live_session_suffers_nothing() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    exhaust_account(&world, "ada.lovelace").await;
    log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.assert_problem(429, "too-many-attempts");
    world.fakes.clock.advance(Duration::from_mins(16));
    assert!(world.signed_in_by(&cookie).await.unwrap().renewed.is_some());
    assert_eq!(world.stored(&user).await, user);
}

#[actix_web::test]
async fn the_names_of_one_account_share_one_counter_in_any_case() {
    let world = World::new();
    world.user("Ada.Lovelace", Role::User).await;
    let names = ["ada.lovelace", "ADA.LOVELACE", "Ada.Lovelace", "aDA.lOVELACE"];
    for number in 0..ATTEMPTS.account_from_address.attempts {
        let name = names[number as usize % names.len()];
        log_in_from(&world, HERE, name, WRONG).await.assert_problem(401, "invalid-credentials");
    }
    for name in names {
        log_in_from(&world, HERE, name, PASSWORD).await.assert_problem(429, "too-many-attempts");
    }
}

#[actix_web::test]
async fn names_that_nobody_has_or_can_have_are_answered_alike() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    world.inactive_user("inactive").await;
    let long = "x".repeat(300);
    let mut refusals = Vec::new();
    for name in ["ada.lovelace", "inactive", "unknown", "", "a..b", &long] {
        exhaust(&world, HERE, name).await;
        let answer = log_in_from(&world, HERE, name, WRONG).await;
        answer.assert_problem(429, "too-many-attempts");
        refusals.push(visible(&answer));
    }
    assert!(refusals.iter().all(|refusal| *refusal == refusals[0]), "{refusals:#?}");
}

#[actix_web::test]
async fn wrong_guesses_at_an_account_are_bounded_over_all_unknown_addresses() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    assert_eq!(log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.status, 200);
    exhaust_account(&world, "ada.lovelace").await;
    let compared = world.fakes.passwords.compared();
    for password in [WRONG, PASSWORD] {
        let answer = log_in_from(&world, ELSEWHERE, "ada.lovelace", password).await;
        answer.assert_problem(429, "too-many-attempts");
        assert_eq!(answer.header("retry-after"), "86400");
    }
    assert_eq!(world.fakes.passwords.compared(), compared);
    // The owner can log in from a known address, and a wrong guess there is not fatal.
    log_in_from(&world, HERE, "ada.lovelace", WRONG).await.assert_problem(401, "invalid-credentials");
    assert_eq!(log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.status, 200);
    // The right password has reset the counts of all addresses.
    log_in_from(&world, ELSEWHERE, "ada.lovelace", WRONG).await.assert_problem(401, "invalid-credentials");
}

#[actix_web::test]
async fn wrong_guesses_from_a_known_address_do_not_use_up_those_of_others() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await;
    for _ in 0..12 {
        exhaust(&world, HERE, "ada.lovelace").await;
        log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.assert_problem(429, "too-many-attempts");
        world.fakes.clock.advance(ATTEMPTS.account_from_address.window);
    }
    assert_eq!(log_in_from(&world, ELSEWHERE, "ada.lovelace", PASSWORD).await.status, 200);
}

#[actix_web::test]
async fn an_address_is_known_for_a_bounded_time_and_to_one_account() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    world.user("charles.babbage", Role::User).await;
    log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await;
    exhaust_account(&world, "charles.babbage").await;
    log_in_from(&world, HERE, "charles.babbage", PASSWORD).await.assert_problem(429, "too-many-attempts");
    world.fakes.clock.advance(ATTEMPTS.known_address_lifetime);
    exhaust_account(&world, "ada.lovelace").await;
    log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.assert_problem(429, "too-many-attempts");
}

#[actix_web::test]
async fn wrong_guesses_of_one_address_are_bounded_over_all_accounts() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    for number in 0..ATTEMPTS.address.attempts {
        let name = format!("user{number:03}");
        log_in_from(&world, HERE, &name, WRONG).await.assert_problem(401, "invalid-credentials");
    }
    for name in ["ada.lovelace", "unknown"] {
        log_in_from(&world, HERE, name, PASSWORD).await.assert_problem(429, "too-many-attempts");
    }
    // Before the body is read, so its content makes no difference.
    let answer = post(&world, from_address(request(), HERE).set_payload("no JSON")).await;
    answer.assert_problem(429, "too-many-attempts");
    assert_eq!(answer.header("retry-after"), "900");
    assert_eq!(log_in_from(&world, ELSEWHERE, "ada.lovelace", PASSWORD).await.status, 200);
}

#[actix_web::test]
async fn a_network_of_ipv6_counts_as_one_address_and_a_mapped_address_as_the_one_it_maps() {
    let world = World::new();
    for number in 0..ATTEMPTS.account_from_address.attempts {
        let address = format!("2001:db8:1:2:{number:x}::1");
        log_in_from(&world, &address, "unknown", WRONG).await.assert_problem(401, "invalid-credentials");
    }
    let same = "2001:db8:1:2:ffff:ffff:ffff:ffff";
    log_in_from(&world, same, "unknown", WRONG).await.assert_problem(429, "too-many-attempts");
    assert_eq!(log_in_from(&world, "2001:db8:1:3::1", "unknown", WRONG).await.status, 401);
    exhaust(&world, HERE, "unknown").await;
    let mapped = format!("::ffff:{HERE}");
    log_in_from(&world, &mapped, "unknown", WRONG).await.assert_problem(429, "too-many-attempts");
}

#[actix_web::test]
async fn the_right_password_forgives_the_wrong_ones_before_it() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    for _ in 0..3 {
        for _ in 1..ATTEMPTS.account_from_address.attempts {
            log_in_from(&world, HERE, "ada.lovelace", WRONG).await.assert_problem(401, "invalid-credentials");
        }
        assert_eq!(log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.status, 200);
    }
}

#[actix_web::test]
async fn right_passwords_are_not_counted_against_an_address() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    for _ in 0..ATTEMPTS.address.attempts + 50 {
        assert_eq!(log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.status, 200);
    }
    // Nor do they return attempts that other guesses have used.
    for number in 0..ATTEMPTS.address.attempts - 1 {
        log_in_from(&world, HERE, &format!("user{number:03}"), WRONG).await;
        log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await;
    }
    log_in_from(&world, HERE, "one.more", WRONG).await.assert_problem(401, "invalid-credentials");
    log_in_from(&world, HERE, "one.more", WRONG).await.assert_problem(429, "too-many-attempts");
}

#[actix_web::test]
async fn windows_end_whatever_was_tried_meanwhile() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    exhaust(&world, HERE, "ada.lovelace").await;
    for minute in 1..15 {
        world.fakes.clock.advance(Duration::from_mins(1));
        let answer = log_in_from(&world, HERE, "ada.lovelace", WRONG).await;
        answer.assert_problem(429, "too-many-attempts");
        assert_eq!(answer.header("retry-after"), (900 - minute * 60).to_string());
    }
    world.fakes.clock.advance(Duration::from_millis(58_500));
    for (seconds, pause) in [("2", 1_499), ("1", 1)] {
        let answer = log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await;
        answer.assert_problem(429, "too-many-attempts");
        assert_eq!(answer.header("retry-after"), seconds, "rounded up");
        world.fakes.clock.advance(Duration::from_millis(pause));
    }
    assert_eq!(log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.status, 200);
}

#[actix_web::test]
async fn a_busy_hasher_gives_the_attempts_back() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    world.fakes.passwords.set_saturated(true);
    for _ in 0..=ATTEMPTS.account.attempts {
        log_in_from(&world, HERE, "ada.lovelace", WRONG).await.assert_problem(503, "unavailable");
    }
    world.fakes.passwords.set_saturated(false);
    exhaust(&world, HERE, "ada.lovelace").await;
    log_in_from(&world, HERE, "ada.lovelace", PASSWORD).await.assert_problem(429, "too-many-attempts");
}

#[actix_web::test]
async fn where_attempts_are_not_bounded_none_is_counted() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    let unbounded = world.without_bounds();
    for _ in 0..150 {
        log_in_from(&unbounded, HERE, "ada.lovelace", WRONG).await.assert_problem(401, "invalid-credentials");
    }
    assert_eq!(log_in_from(&unbounded, HERE, "ada.lovelace", PASSWORD).await.status, 200);
    // On a replica with limits, all attempts are left, and no address is known.
    exhaust(&world, HERE, "ada.lovelace").await;
}

#[actix_web::test]
async fn a_caller_without_an_address_is_bounded_too() {
    let world = World::new();
    for _ in 0..ATTEMPTS.account_from_address.attempts {
        log_in(&world, "unknown", WRONG).await.assert_problem(401, "invalid-credentials");
    }
    log_in(&world, "unknown", WRONG).await.assert_problem(429, "too-many-attempts");
}

#[actix_web::test]
async fn throttling_is_logged_without_the_name() {
    let world = World::new();
    exhaust(&world, HERE, "typed.a.password").await;
    let (_, log) = logged(log_in_from(&world, HERE, "typed.a.password", "canary-in-the-mine")).await;
    let logged = security_events(&log);
    let [fields] = &logged[..] else { panic!("{log}") };
    assert_eq!((&fields["event"], &fields["outcome"]), (&json!("throttling"), &json!("refused")));
    assert_eq!((&fields["address"], &fields["request_id"]), (&json!(HERE), &json!("req-7")));
    assert!(!log.contains("typed.a.password") && !log.contains("canary"), "{log}");
}

#[test]
fn of_parallel_wrong_guesses_no_more_are_evaluated_than_allowed() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async {
        for username in ["ada.lovelace", "unknown"] {
            let world = World::new();
            world.user("ada.lovelace", Role::User).await;
            let interactor: Arc<LogIn> = slice(&world).interactor();
            let tasks: Vec<_> = (0..64)
                .map(|_| {
                    let (interactor, caller, username) = (interactor.clone(), world.caller(), username.to_owned());
                    tokio::spawn(async move {
                        interactor.execute(&caller, Credentials { username, password: WRONG.into() }).await.err()
                    })
                })
                .collect();
            let (mut wrong, mut too_many) = (0, 0);
            for task in tasks {
                match task.await.unwrap().expect("a refusal") {
                    LogInError::InvalidCredentials => wrong += 1,
                    error @ LogInError::Limit(LimitError::TooMany { .. }) => {
                        assert_eq!(Problem::from(error).code(), Code::TooManyAttempts);
                        too_many += 1;
                    }
                    error => panic!("{error:?}"),
                }
            }
            assert_eq!((wrong, too_many, world.fakes.passwords.compared()), (10, 54, 10), "{username}");
        }
    });
}
