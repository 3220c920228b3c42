use std::sync::Arc;

use application::{HashingError, Passwords, Security, Verdict};
use domain::{Password, PasswordHash};
use secrecy::ExposeSecret;
use shaku::HasComponent;

use crate::support::{OLD_PEPPER, PEPPER, build, secrets};

fn passwords(security: &dyn Security) -> Arc<dyn Passwords> {
    HasComponent::<dyn Passwords>::resolve(security)
}

fn password(text: &str) -> Password {
    Password::typed(&text.into())
}

async fn hash(passwords: &dyn Passwords, text: &str) -> PasswordHash {
    passwords.hash(&password(text)).await.unwrap()
}

async fn verdict(passwords: &dyn Passwords, text: &str, hash: &PasswordHash) -> Verdict {
    passwords.verify(&password(text), Some(hash)).await.unwrap()
}

#[tokio::test]
async fn every_byte_of_a_long_password_counts() {
    let passwords = passwords(&*build(|_| ()));
    let long: String = ('a'..='z').cycle().take(100).collect();
    let hash = hash(&*passwords, &long).await;
    assert_eq!(verdict(&*passwords, &long, &hash).await, Verdict::Match);
    for position in [1, 72, 73, 90, 100] {
        let mut changed = long.clone();
        changed.replace_range(position - 1..position, "#");
        assert_eq!(verdict(&*passwords, &changed, &hash).await, Verdict::Mismatch, "byte {position}");
    }
    for other in [&long[..72], &long[..99], &format!("{long}a")] {
        assert_eq!(verdict(&*passwords, other, &hash).await, Verdict::Mismatch, "{other}");
    }
}

#[tokio::test]
async fn nul_case_and_space_count() {
    let passwords = passwords(&*build(|_| ()));
    let chosen = "Pa55 phrase";
    let hash = hash(&*passwords, chosen).await;
    for other in
        ["Pa55 phrase\0", "Pa55 phrase\0Pa55 phrase", "pa55 phrase", "Pa55 phrase ", " Pa55 phrase", "Pa55phrase"]
    {
        assert_eq!(verdict(&*passwords, other, &hash).await, Verdict::Mismatch, "{other:?}");
    }
    assert_eq!(verdict(&*passwords, chosen, &hash).await, Verdict::Match);
}

#[tokio::test]
async fn a_password_with_nul_is_more_than_what_stands_before_it() {
    let passwords = passwords(&*build(|_| ()));
    let hash = hash(&*passwords, "pw\0pw").await;
    assert_eq!(verdict(&*passwords, "pw\0pw", &hash).await, Verdict::Match);
    for other in ["pw", "pw\0", "pw\0pw\0pw", ""] {
        assert_eq!(verdict(&*passwords, other, &hash).await, Verdict::Mismatch, "{other:?}");
    }
}

#[tokio::test]
async fn a_password_typed_on_another_keyboard_matches() {
    let passwords = passwords(&*build(|_| ()));
    let hash = hash(&*passwords, "cafe\u{301} society").await;
    assert_eq!(verdict(&*passwords, "caf\u{e9} society", &hash).await, Verdict::Match);
}

#[tokio::test]
async fn nothing_matches_where_there_is_no_hash() {
    let passwords = passwords(&*build(|_| ()));
    for text in ["", "password", "\0"] {
        assert_eq!(passwords.verify(&password(text), None).await.unwrap(), Verdict::Mismatch);
    }
}

#[tokio::test]
async fn a_stolen_hash_is_worth_nothing_without_the_pepper() {
    let hash = hash(&*passwords(&*build(|_| ())), "right").await;
    let without = passwords(&*build(|settings| settings.password_pepper = OLD_PEPPER.into()));
    assert_eq!(without.verify(&password("right"), Some(&hash)).await.unwrap(), Verdict::Mismatch);
    let bcrypt = &hash.expose_secret()[hash.expose_secret().find("$2b$").unwrap()..];
    assert!(!bcrypt::verify("right", bcrypt).unwrap());
}

#[tokio::test]
async fn pepper_and_cost_change_without_a_reset() {
    let before = passwords(&*build(|settings| {
        settings.password_pepper = OLD_PEPPER.into();
        settings.bcrypt_cost = 5;
    }));
    let old = hash(&*before, "right").await;
    assert_eq!(verdict(&*before, "right", &old).await, Verdict::Match);

    let after = passwords(&*build(|settings| {
        settings.password_pepper = PEPPER.into();
        settings.password_peppers_previous = secrets(&[OLD_PEPPER]);
    }));
    assert_eq!(verdict(&*after, "right", &old).await, Verdict::NeedsRehash);
    assert_eq!(verdict(&*after, "wrong", &old).await, Verdict::Mismatch);
    let renewed = hash(&*after, "right").await;
    assert_eq!(verdict(&*after, "right", &renewed).await, Verdict::Match);
}

#[tokio::test]
async fn a_flood_beyond_the_queue_is_rejected_and_the_others_are_served() {
    let passwords = passwords(&*build(|settings| {
        settings.bcrypt_cost = 8;
        settings.hasher_queue = 3;
    }));
    // The test's runtime has one thread: all sixteen call before the first of them gets its result.
    let asked: Vec<_> = (0..16)
        .map(|_| {
            let passwords = Arc::clone(&passwords);
            tokio::spawn(async move { passwords.verify(&password("x"), None).await })
        })
        .collect();
    let mut served = 0;
    for answer in asked {
        match answer.await.unwrap() {
            Ok(verdict) => {
                assert_eq!(verdict, Verdict::Mismatch);
                served += 1;
            }
            Err(error) => assert!(matches!(error, HashingError::Saturated), "{error}"),
        }
    }
    // One permit for the thread and three for the queue; one may be released while others are still calling.
    assert!((4..16).contains(&served), "{served} were served");
    assert_eq!(passwords.verify(&password("x"), None).await.unwrap(), Verdict::Mismatch);
}
