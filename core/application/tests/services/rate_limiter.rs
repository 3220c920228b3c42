use std::{sync::Arc, time::Duration};

use application::{
    AttemptOutcome, Bounded, Caller, CountedAttempt, LimitError, RateLimitSettings, RateLimiter, ServiceSettings,
    StoreError,
};
use memory_store::Fault;

use crate::bench::{Bench, SETTINGS};

const HERE: &str = "192.0.2.1";
const ELSEWHERE: &str = "198.51.100.7";
const PER_ADDRESS: u32 = SETTINGS.attempts.address.attempts;
const PER_PAIR: u32 = SETTINGS.attempts.account_from_address.attempts;
const PER_ACCOUNT: u32 = SETTINGS.attempts.account.attempts;

fn limits(bench: &Bench) -> Arc<dyn RateLimiter> {
    bench.services.resolve()
}

fn from(bench: &Bench, address: &str) -> Caller {
    Caller { address: Some(address.parse().unwrap()), ..bench.caller() }
}

async fn count(bench: &Bench, address: &str, name: &str) -> Result<CountedAttempt, LimitError> {
    limits(bench).count_guess(&from(bench, address), name).await
}

/// Counts a guess and settles it with this outcome; `None` if it was refused.
async fn guess(bench: &Bench, address: &str, name: &str, outcome: AttemptOutcome) -> Option<()> {
    let attempt = count(bench, address, name).await.ok()?;
    limits(bench).settle(attempt, outcome).await;
    Some(())
}

/// How many wrong guesses are allowed before one is refused.
async fn admitted(bench: &Bench, address: &str, name: &str) -> u32 {
    let mut admitted = 0;
    while guess(bench, address, name, AttemptOutcome::Counted).await.is_some() {
        admitted += 1;
    }
    admitted
}

fn refused_for<T>(result: Result<T, LimitError>) -> Duration {
    match result {
        Err(LimitError::TooMany { retry_after }) => retry_after,
        Err(LimitError::Store(error)) => panic!("{error:?}"),
        Ok(_) => panic!("admitted"),
    }
}

#[tokio::test]
async fn each_of_the_three_bounds_holds() {
    let bench = Bench::new();
    assert_eq!(admitted(&bench, HERE, "ada.lovelace").await, PER_PAIR);
    assert_eq!(refused_for(count(&bench, HERE, "ada.lovelace").await), Duration::from_mins(15));
    // The account has what the pair left, from any address.
    assert_eq!(admitted(&bench, ELSEWHERE, "ada.lovelace").await, PER_ACCOUNT - PER_PAIR);
    assert_eq!(admitted(&bench, "203.0.113.5", "ada.lovelace").await, 0);
    assert_eq!(refused_for(count(&bench, "203.0.113.5", "ada.lovelace").await), Duration::from_hours(24));
    // The address has what the pair left, at any account.
    let mut others = 0;
    for number in 0..PER_ADDRESS {
        others += u32::from(guess(&bench, HERE, &format!("user{number}"), AttemptOutcome::Counted).await.is_some());
    }
    assert_eq!(others, PER_ADDRESS - PER_PAIR);
}

#[tokio::test]
async fn what_is_refused_by_one_bound_is_counted_by_none() {
    let bench = Bench::new();
    assert_eq!(admitted(&bench, HERE, "ada.lovelace").await, PER_PAIR);
    for _ in 0..PER_ADDRESS {
        refused_for(count(&bench, HERE, "ada.lovelace").await);
    }
    limits(&bench).admit_caller(&from(&bench, HERE)).await.unwrap();
    assert_eq!(admitted(&bench, ELSEWHERE, "ada.lovelace").await, PER_ACCOUNT - PER_PAIR);
}

#[tokio::test]
async fn an_unsettled_attempt_stays_counted() {
    let bench = Bench::new();
    for _ in 0..PER_PAIR {
        drop(count(&bench, HERE, "ada.lovelace").await.unwrap());
    }
    refused_for(count(&bench, HERE, "ada.lovelace").await);
}

#[tokio::test]
async fn a_discarded_attempt_is_returned_to_each_counter() {
    let bench = Bench::new();
    for _ in 0..PER_ADDRESS * 2 {
        guess(&bench, HERE, "ada.lovelace", AttemptOutcome::Discarded).await.unwrap();
    }
    assert_eq!(admitted(&bench, HERE, "ada.lovelace").await, PER_PAIR);
    assert_eq!(admitted(&bench, ELSEWHERE, "ada.lovelace").await, PER_ACCOUNT - PER_PAIR);

    // A known address counts nothing for the account, so it gives nothing back to it.
    let bench = Bench::new();
    guess(&bench, HERE, "ada.lovelace", AttemptOutcome::Right).await.unwrap();
    assert_eq!(admitted(&bench, ELSEWHERE, "ada.lovelace").await, PER_PAIR);
    for _ in 0..5 {
        guess(&bench, HERE, "ada.lovelace", AttemptOutcome::Discarded).await.unwrap();
    }
    assert_eq!(admitted(&bench, "203.0.113.5", "ada.lovelace").await, PER_ACCOUNT - PER_PAIR);
}

#[tokio::test]
async fn the_right_password_forgives_the_account_and_not_the_address() {
    let bench = Bench::new();
    for number in 0..PER_ADDRESS - 1 {
        guess(&bench, HERE, &format!("user{number}"), AttemptOutcome::Counted).await.unwrap();
    }
    guess(&bench, HERE, "ada.lovelace", AttemptOutcome::Right).await.unwrap();
    guess(&bench, HERE, "one.more", AttemptOutcome::Counted).await.unwrap();
    refused_for(limits(&bench).admit_caller(&from(&bench, HERE)).await);
    refused_for(count(&bench, HERE, "ada.lovelace").await);
}

#[tokio::test]
async fn a_known_address_is_exempt_from_the_bound_of_the_account_and_from_no_other() {
    let bench = Bench::new();
    guess(&bench, HERE, "Ada.Lovelace", AttemptOutcome::Right).await.unwrap();
    assert_eq!(admitted(&bench, ELSEWHERE, "ada.lovelace").await, PER_PAIR);
    assert_eq!(admitted(&bench, "203.0.113.5", "ada.lovelace").await, PER_ACCOUNT - PER_PAIR);
    assert_eq!(admitted(&bench, HERE, "ADA.lovelace").await, PER_PAIR);
    bench.fakes.clock.advance(SETTINGS.attempts.known_address_lifetime);
    assert_eq!(admitted(&bench, HERE, "ada.lovelace").await, PER_PAIR);
    assert_eq!(admitted(&bench, ELSEWHERE, "ada.lovelace").await, PER_ACCOUNT - PER_PAIR, "it counts again");
}

#[tokio::test]
async fn callers_are_admitted_until_their_address_is_used_up_and_that_counts_nothing() {
    let bench = Bench::new();
    for _ in 0..PER_ADDRESS * 2 {
        limits(&bench).admit_caller(&from(&bench, HERE)).await.unwrap();
    }
    for _ in 0..PER_ADDRESS {
        let attempt = limits(&bench).count_sign_up(&from(&bench, HERE)).await.unwrap();
        limits(&bench).settle(attempt, AttemptOutcome::Counted).await;
    }
    bench.fakes.clock.advance(Duration::from_mins(5));
    let left = Duration::from_mins(10);
    assert_eq!(refused_for(limits(&bench).admit_caller(&from(&bench, HERE)).await), left);
    assert_eq!(refused_for(limits(&bench).count_sign_up(&from(&bench, HERE)).await), left);
    assert_eq!(refused_for(count(&bench, HERE, "ada.lovelace").await), left);
    limits(&bench).admit_caller(&from(&bench, ELSEWHERE)).await.unwrap();
    bench.fakes.clock.advance(left);
    limits(&bench).admit_caller(&from(&bench, HERE)).await.unwrap();
}

#[tokio::test]
async fn sign_ups_that_made_nothing_are_given_back() {
    let bench = Bench::new();
    for outcome in [AttemptOutcome::Discarded, AttemptOutcome::Right] {
        for _ in 0..PER_ADDRESS * 2 {
            let attempt = limits(&bench).count_sign_up(&from(&bench, HERE)).await.unwrap();
            limits(&bench).settle(attempt, outcome).await;
        }
    }
}

#[tokio::test]
async fn what_is_typed_as_a_name_makes_no_long_key_and_none_that_belongs_to_another() {
    let bench = Bench::new();
    let long = "\u{1F512}".repeat(20_000);
    assert_eq!(admitted(&bench, HERE, &long).await, PER_PAIR);
    assert_eq!(admitted(&bench, HERE, "").await, PER_PAIR);
    // A username that looks like part of a key is still a username.
    assert_eq!(admitted(&bench, HERE, &format!("x:{HERE}:ada.lovelace")).await, PER_PAIR);
    assert_eq!(admitted(&bench, HERE, "ada.lovelace").await, PER_PAIR);
}

#[tokio::test]
async fn where_attempts_are_not_bounded_the_store_is_not_asked() {
    let attempts = RateLimitSettings { bounded: Bounded::No, ..SETTINGS.attempts };
    let bench = Bench::with(ServiceSettings { attempts, ..SETTINGS });
    bench.store.set_fault(Some(Fault::Unexpected));
    let caller = from(&bench, HERE);
    for _ in 0..PER_ADDRESS * 2 {
        limits(&bench).admit_caller(&caller).await.unwrap();
        let attempt = limits(&bench).count_sign_up(&caller).await.unwrap();
        limits(&bench).settle(attempt, AttemptOutcome::Counted).await;
        guess(&bench, HERE, "ada.lovelace", AttemptOutcome::Counted).await.unwrap();
    }
}

#[tokio::test]
async fn a_store_that_does_not_answer_admits_nobody_and_leaves_counted_what_was() {
    let bench = Bench::new();
    let caller = from(&bench, HERE);
    let attempt = count(&bench, HERE, "ada.lovelace").await.unwrap();
    bench.store.set_fault(Some(Fault::Unavailable));
    for error in [
        limits(&bench).admit_caller(&caller).await.unwrap_err(),
        limits(&bench).count_sign_up(&caller).await.unwrap_err(),
        count(&bench, HERE, "ada.lovelace").await.unwrap_err(),
    ] {
        assert!(matches!(error, LimitError::Store(StoreError::Unavailable(_))), "{error:?}");
    }
    limits(&bench).settle(attempt, AttemptOutcome::Discarded).await;
    bench.store.set_fault(None);
    assert_eq!(admitted(&bench, HERE, "ada.lovelace").await, PER_PAIR - 1);
}
