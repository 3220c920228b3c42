use std::sync::Arc;

use application::{Conflict, HasInteractor, HashingError, LimitError, StoreError};
use domain::{PasswordHash, Role};
use log_in::{Credentials, LogIn, LogInError};
use memory_store::{Fault, fakes::FakePasswords};
use test_kit::{PASSWORD, World};

use crate::support::{log_in, slice};

async fn error(world: &World) -> LogInError {
    let interactor: Arc<LogIn> = slice(world).interactor();
    let credentials = Credentials { username: "ada.lovelace".to_owned(), password: PASSWORD.into() };
    interactor.execute(&world.caller(), credentials).await.err().unwrap()
}

#[actix_web::test]
async fn a_busy_hasher_is_reported_as_unavailable_for_every_username() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    world.fakes.passwords.set_saturated(true);
    for username in ["ada.lovelace", "unknown", "ada"] {
        let answer = log_in(&world, username, PASSWORD).await;
        answer.assert_problem(503, "unavailable");
        assert_eq!((answer.header("retry-after"), answer.cookie()), ("1", ""));
    }
    assert!(matches!(error(&world).await, LogInError::Hashing(HashingError::Saturated)));
    world.fakes.passwords.set_saturated(false);
    assert_eq!(log_in(&world, "ada.lovelace", PASSWORD).await.status, 200);
}

#[actix_web::test]
async fn a_hasher_that_fails_is_reported_without_its_reasons() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    world.fakes.passwords.set_failing(true);
    let answer = log_in(&world, "ada.lovelace", PASSWORD).await;
    answer.assert_problem(500, "internal");
    assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
    assert!(matches!(error(&world).await, LogInError::Hashing(HashingError::Failed(_))));
}

#[actix_web::test]
async fn a_hash_that_can_not_be_read_is_refused_like_any_wrong_password() {
    let world = World::new();
    let unreadable = PasswordHash::new("md5:0123".to_owned());
    world.user_with("ada.lovelace", |user| user.password_hash = unreadable).await;
    log_in(&world, "ada.lovelace", PASSWORD).await.assert_problem(401, "invalid-credentials");
}

#[actix_web::test]
async fn a_store_that_fails_is_reported_without_its_reasons_and_sets_no_cookie() {
    type Expected = fn(&LogInError) -> bool;
    let unavailable: Expected = |error| matches!(error, LogInError::Store(StoreError::Unavailable(_)));
    // Guesses are counted before any other store call.
    let silent: Expected = |error| matches!(error, LogInError::Limit(LimitError::Store(StoreError::Unavailable(_))));
    let corrupt: Expected = |error| matches!(error, LogInError::Limit(LimitError::Store(StoreError::Unexpected(_))));
    let unexpected: Expected = |error| {
        let LogInError::Store(StoreError::Unexpected(cause)) = error else { return false };
        cause.to_string() == Conflict::Stale.to_string()
    };
    for (fault, expected, status, code, retry_after) in [
        (Fault::Unavailable, silent, 503, "unavailable", "1"),
        (Fault::CommitsUnavailable, unavailable, 503, "unavailable", "1"),
        (Fault::Unexpected, corrupt, 500, "internal", ""),
        (Fault::CommitsStale, unexpected, 500, "internal", ""),
    ] {
        for hash in [FakePasswords::present_hash(PASSWORD), FakePasswords::old_hash(PASSWORD)] {
            let world = World::new();
            world.user_with("ada.lovelace", |user| user.password_hash = hash).await;
            world.store.set_fault(Some(fault));
            let error = error(&world).await;
            assert!(expected(&error), "{fault:?}: {error:?}");

            let answer = log_in(&world, "ada.lovelace", PASSWORD).await;
            answer.assert_problem(status, code);
            assert_eq!((answer.header("retry-after"), answer.cookie()), (retry_after, ""), "{fault:?}");
            assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
            assert_eq!(world.store.events(), []);
        }
    }
}
