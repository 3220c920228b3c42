use std::sync::Arc;

use application::{HasInteractor, RefusedLogIns};
use domain::{Role, UserStatus};
use log_in::{Credentials, LogIn, LogInError};
use memory_store::fakes::FakePasswords;
use serde_json::json;
use test_kit::{ATTEMPTS, PASSWORD, World, logged, with_cookie};

use crate::support::{log_in, post, request, slice, visible};

#[actix_web::test]
async fn whatever_is_wrong_the_answer_is_the_same_after_one_comparison() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    world.inactive_user("inactive").await;
    let wrong = log_in(&world, "ada.lovelace", "analytical engine").await;
    wrong.assert_problem(401, "invalid-credentials");
    assert_eq!(wrong.header("www-authenticate"), r#"Session realm="tranche""#);
    assert_eq!(wrong.header_lines("set-cookie"), Vec::<&str>::new());

    let (long, trailing) = ("x".repeat(60_000), format!("{PASSWORD} "));
    let (nul, doubled) = (format!("{PASSWORD}\0"), format!("{PASSWORD}\0{PASSWORD}"));
    let upper = PASSWORD.to_uppercase();
    for (username, password) in [
        ("unknown", PASSWORD),
        ("inactive", PASSWORD),
        ("inactive", "analytical engine"),
        ("ada.lovelace", ""),
        ("ada.lovelace", &long),
        ("ada.lovelace", &upper),
        ("ada.lovelace", &trailing),
        ("ada.lovelace", &nul),
        ("ada.lovelace", &doubled),
        ("ada.lovelace", "ada.lovelace"),
        ("", ""),
        ("", PASSWORD),
        ("ada", PASSWORD),
        (" ada.lovelace", PASSWORD),
        ("ada.lovelace ", PASSWORD),
        ("ada.lovelace\0", PASSWORD),
        ("ada..lovelace", PASSWORD),
        (".ada.lovelace", PASSWORD),
        ("\u{e4}da.lovelace", PASSWORD),
        ("' OR 1=1; --", PASSWORD),
        (&long, PASSWORD),
    ] {
        let before = world.fakes.passwords.compared();
        let answer = log_in(&world, username, password).await;
        assert_eq!(visible(&answer), visible(&wrong), "{username:.40?} {password:.40?}");
        assert_eq!(world.fakes.passwords.compared() - before, 1, "{username:.40?} {password:.40?}");
    }
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn every_reason_is_one_error() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    world.inactive_user("inactive").await;
    let interactor: Arc<LogIn> = slice(&world).interactor();
    for (username, password) in
        [("unknown", PASSWORD), ("ada", PASSWORD), ("inactive", PASSWORD), ("ada.lovelace", "analytical engine")]
    {
        let credentials = Credentials { username: username.to_owned(), password: password.into() };
        let refused = interactor.execute(&world.caller(), credentials).await.err().unwrap();
        assert!(matches!(refused, LogInError::InvalidCredentials), "{username}: {refused:?}");
    }
}

#[actix_web::test]
async fn an_account_that_is_made_active_again_logs_in() {
    let world = World::new();
    let user = world.inactive_user("ada.lovelace").await;
    assert_eq!(log_in(&world, "ada.lovelace", PASSWORD).await.status, 401);
    world.alter(&user, |user| user.status = UserStatus::Active).await;
    assert_eq!(log_in(&world, "ada.lovelace", PASSWORD).await.status, 200);
}

#[actix_web::test]
async fn an_inactive_user_keeps_a_hash_that_needs_a_rehash() {
    let world = World::new();
    let user = world
        .user_with("ada.lovelace", |user| {
            user.password_hash = FakePasswords::old_hash(PASSWORD);
            user.status = UserStatus::Inactive;
        })
        .await;
    log_in(&world, "ada.lovelace", PASSWORD).await.assert_problem(401, "invalid-credentials");
    assert_eq!(world.stored(&user).await, user);
}

#[actix_web::test]
async fn who_is_signed_in_is_refused_before_the_body_is_read() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    let request = with_cookie(request(), &cookie).set_payload("no JSON");
    post(&world, request).await.assert_problem(403, "already-authenticated");
    assert_eq!(world.fakes.passwords.compared(), 0);
}

#[actix_web::test]
async fn a_body_that_does_not_fit_is_refused_without_a_comparison() {
    let world = World::new();
    let credentials = || json!({"username": "ada.lovelace", "password": PASSWORD});
    let with = |name: &str, value: serde_json::Value| {
        let mut body = credentials();
        body[name] = value;
        body
    };
    for (body, status, code) in [
        (with("role", "admin".into()), 400, "unknown-field"),
        (with("password", 1.into()), 400, "bad-request"),
        (with("username", serde_json::Value::Null), 400, "bad-request"),
        (json!({"username": "ada.lovelace"}), 400, "bad-request"),
        (json!(["ada.lovelace", PASSWORD]), 400, "bad-request"),
        (with("password", "x".repeat(100_000).into()), 413, "payload-too-large"),
    ] {
        post(&world, request().set_json(&body)).await.assert_problem(status, code);
    }
    let json = request().insert_header(("content-type", "application/json"));
    post(&world, json.set_payload("{")).await.assert_problem(400, "malformed-json");
    let text = credentials().to_string();
    post(&world, request().set_payload(text)).await.assert_problem(415, "unsupported-media-type");
    assert_eq!(world.fakes.passwords.compared(), 0);
}

#[actix_web::test]
async fn a_refusal_is_logged_without_the_credentials() {
    let world = World::new();
    let (_, log) = logged(log_in(&world, "typed.a.password", "canary-in-the-mine")).await;
    let line = log.lines().find(|line| line.contains(r#""target":"security""#)).expect("a security event");
    let fields = &serde_json::from_str::<serde_json::Value>(line).unwrap()["fields"];
    assert_eq!((&fields["event"], &fields["outcome"]), (&json!("log_in"), &json!("refused")));
    assert_eq!(fields["request_id"], "req-7");
    for secret in ["typed.a.password", "canary-in-the-mine"] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}

#[actix_web::test]
async fn each_refusal_of_credentials_is_counted_and_nothing_else() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    let refused: Arc<dyn RefusedLogIns> = world.services.resolve();
    log_in(&world, "ada.lovelace", PASSWORD).await;
    world.fakes.passwords.set_saturated(true);
    log_in(&world, "ada.lovelace", "analytical engine").await.assert_problem(503, "unavailable");
    world.fakes.passwords.set_saturated(false);
    assert_eq!(refused.of_last_day().await.unwrap().count, 0);
    for number in 1..=ATTEMPTS.account_from_address.attempts {
        log_in(&world, "ada.lovelace", "analytical engine").await.assert_problem(401, "invalid-credentials");
        assert_eq!(refused.of_last_day().await.unwrap().count, u64::from(number));
    }
    log_in(&world, "ada.lovelace", "analytical engine").await.assert_problem(429, "too-many-attempts");
    assert_eq!(refused.of_last_day().await.unwrap().count, u64::from(ATTEMPTS.account_from_address.attempts));
}
