use std::sync::Arc;

use application::{HashingError, NewPasswordError, NewPasswords, ServiceSettings};
use domain::{InvalidPassword, PasswordHash, PasswordPolicy, Username};
use memory_store::fakes::FakePasswords;

use crate::bench::{Bench, SETTINGS};

async fn accept(bench: &Bench, password: &str) -> Result<PasswordHash, NewPasswordError> {
    let new_passwords: Arc<dyn NewPasswords> = bench.services.resolve();
    new_passwords.accept(&password.into(), &Username::parse("Ada.Lovelace").unwrap()).await
}

async fn refusal(bench: &Bench, password: &str) -> InvalidPassword {
    match accept(bench, password).await {
        Err(NewPasswordError::Invalid(rule)) => rule,
        other => panic!("{password:?}: {other:?}"),
    }
}

#[tokio::test]
async fn what_satisfies_the_policy_is_hashed() {
    let bench = Bench::new();
    let longest = "\u{1F512}".repeat(128);
    for password in ["difference engine", "pass\0word", "        ", &longest] {
        assert!(accept(&bench, password).await.unwrap() == FakePasswords::present_hash(password), "{password:?}");
    }
}

#[tokio::test]
async fn accents_are_hashed_in_one_form() {
    let bench = Bench::new();
    let hash = accept(&bench, "cafe\u{301} engine").await.unwrap();
    assert!(hash == FakePasswords::present_hash("caf\u{e9} engine"));
}

#[tokio::test]
async fn each_rule_of_the_policy_has_an_error_of_its_own() {
    let bench = Bench::new();
    assert_eq!(refusal(&bench, "1234567").await, InvalidPassword::TooShort { min_length: 8 });
    assert_eq!(refusal(&bench, &"x".repeat(129)).await, InvalidPassword::TooLong);
    assert_eq!(refusal(&bench, "PASSWORD1").await, InvalidPassword::Common);
    assert_eq!(refusal(&bench, "ADA.lovelace").await, InvalidPassword::IsUsername);
}

#[tokio::test]
async fn the_least_length_is_the_configured_one() {
    let password_policy = PasswordPolicy { min_length: 15 };
    let bench = Bench::with(ServiceSettings { password_policy, ..SETTINGS });
    assert_eq!(refusal(&bench, "fourteen chars").await, InvalidPassword::TooShort { min_length: 15 });
    assert!(accept(&bench, "fifteen letters").await.is_ok());
}

#[tokio::test]
async fn what_breaks_the_policy_is_refused_without_a_hash() {
    let bench = Bench::new();
    bench.fakes.passwords.set_saturated(true);
    assert_eq!(refusal(&bench, &"x".repeat(100_000)).await, InvalidPassword::TooLong);
}

#[tokio::test]
async fn a_busy_hasher_is_reported() {
    let bench = Bench::new();
    bench.fakes.passwords.set_saturated(true);
    let error = accept(&bench, "difference engine").await.err().unwrap();
    assert!(matches!(error, NewPasswordError::Hashing(HashingError::Saturated)), "{error:?}");
}
