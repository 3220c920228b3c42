use application::{HashingError, LimitError, NewPasswordError, StoreError};
use change_password::ChangePasswordError;
use domain::{InvalidPassword, UserStatus};
use memory_store::Fault;
use serde_json::{Value, json};
use test_kit::{PASSWORD, World, logged, security_events, with_cookie};

use crate::support::{NEW, change, error, refusal, request, send, signed_in};

#[actix_web::test]
async fn a_wrong_current_password_changes_nothing_and_the_session_lives_on() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let (long, nul, upper) = ("x".repeat(60_000), format!("{PASSWORD}\0"), PASSWORD.to_uppercase());
    for wrong in ["", NEW, &long, &nul, &upper, &format!("{PASSWORD} ")] {
        let answer = change(&world, &cookie, wrong, NEW).await;
        answer.assert_problem(403, "wrong-current-password");
        assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
    }
    // The current password is checked before the new one: it counts as a guess in any case.
    change(&world, &cookie, NEW, "short").await.assert_problem(403, "wrong-current-password");
    assert_eq!(world.stored(&principal.user).await, principal.user);
    assert_eq!(world.live_sessions(&principal.user).await, [principal.session]);
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn a_wrong_guess_is_logged_without_the_password() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let (_, log) = logged(change(&world, &cookie, "canary-in-the-mine", NEW)).await;
    let logged = security_events(&log);
    let [fields] = &logged[..] else { panic!("{log}") };
    assert_eq!((&fields["event"], &fields["outcome"]), (&json!("password_change"), &json!("refused")));
    assert_eq!(
        (&fields["actor_id"], &fields["request_id"]),
        (&json!(principal.user_id().to_string()), &json!("req-7"))
    );
    assert!(!log.contains("canary") && !log.contains(NEW), "{log}");
}

#[actix_web::test]
async fn a_new_password_against_the_rules_is_named() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    for new in ["", "short", "password1", "aDA.lOVELACE", &"x".repeat(129)] {
        let answer = change(&world, &cookie, PASSWORD, new).await;
        answer.assert_problem(422, "invalid-password");
        answer.assert_field("/newPassword");
        assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
    }
    assert_eq!(world.stored(&principal.user).await, principal.user);
    assert!(world.signed_in_by(&cookie).await.is_some());
}

#[actix_web::test]
async fn a_session_is_required_before_the_body() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    for cookie in ["other=1", "access_token=", "access_token=garbage"] {
        let answer = send(&world, with_cookie(request(), cookie).set_payload("no JSON")).await;
        answer.assert_problem(401, "unauthenticated");
        change(&world, cookie, PASSWORD, NEW).await.assert_problem(401, "unauthenticated");
    }
    let cross_site = with_cookie(request(), &cookie).insert_header(("sec-fetch-site", "cross-site"));
    send(&world, cross_site.set_payload("no JSON")).await.assert_problem(403, "cross-site-request");
    world.alter(&principal.user, |user| user.status = UserStatus::Inactive).await;
    change(&world, &cookie, PASSWORD, NEW).await.assert_problem(401, "unauthenticated");
    assert_eq!(world.fakes.passwords.compared(), 0);
}

#[actix_web::test]
async fn a_body_that_does_not_fit_is_refused_without_a_comparison() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    let with = |name: &str, value: Value| {
        let mut body = json!({"currentPassword": PASSWORD, "newPassword": NEW});
        body[name] = value;
        body
    };
    for (body, status, code) in [
        (json!({}), 400, "bad-request"),
        (json!({"currentPassword": PASSWORD}), 400, "bad-request"),
        (json!({"newPassword": NEW}), 400, "bad-request"),
        (json!([PASSWORD, NEW]), 400, "bad-request"),
        (with("newPassword", Value::Null), 400, "bad-request"),
        (with("currentPassword", 1.into()), 400, "bad-request"),
        (with("username", "charles.babbage".into()), 400, "unknown-field"),
        (with("newPassword", "x".repeat(100_000).into()), 413, "payload-too-large"),
    ] {
        send(&world, with_cookie(request(), &cookie).set_json(&body)).await.assert_problem(status, code);
    }
    let text = with_cookie(request(), &cookie).set_payload(with("newPassword", NEW.into()).to_string());
    send(&world, text).await.assert_problem(415, "unsupported-media-type");
    assert_eq!(world.fakes.passwords.compared(), 0);
}

#[actix_web::test]
async fn a_busy_or_failing_hasher_is_reported_and_nothing_is_changed() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    world.fakes.passwords.set_saturated(true);
    let answer = change(&world, &cookie, PASSWORD, NEW).await;
    answer.assert_problem(503, "unavailable");
    assert_eq!((answer.header("retry-after"), answer.cookie()), ("1", ""));
    let refused = error(&world, &principal).await;
    assert!(matches!(refused, ChangePasswordError::Hashing(HashingError::Saturated)), "{refused:?}");
    world.fakes.passwords.set_saturated(false);
    assert_eq!(world.stored(&principal.user).await, principal.user);

    world.fakes.passwords.set_failing(true);
    let answer = change(&world, &cookie, PASSWORD, NEW).await;
    answer.assert_problem(500, "internal");
    assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
    let refused = error(&world, &principal).await;
    assert!(matches!(refused, ChangePasswordError::Hashing(HashingError::Failed(_))), "{refused:?}");
}

#[actix_web::test]
async fn a_store_that_fails_is_reported_without_its_reasons_and_nothing_is_changed() {
    type Expected = fn(&ChangePasswordError) -> bool;
    let silent: Expected =
        |error| matches!(error, ChangePasswordError::Limit(LimitError::Store(StoreError::Unavailable(_))));
    let unavailable: Expected = |error| matches!(error, ChangePasswordError::Store(StoreError::Unavailable(_)));
    let corrupt: Expected =
        |error| matches!(error, ChangePasswordError::Limit(LimitError::Store(StoreError::Unexpected(_))));
    let contended: Expected = |error| matches!(error, ChangePasswordError::Store(StoreError::Contended));
    tokio::time::pause();
    for (fault, expected, status, code, retry_after) in [
        (Fault::Unavailable, silent, 503, "unavailable", "1"),
        (Fault::CommitsUnavailable, unavailable, 503, "unavailable", "1"),
        (Fault::Unexpected, corrupt, 500, "internal", ""),
        (Fault::CommitsStale, contended, 409, "conflict", ""),
    ] {
        let world = World::new();
        let (principal, cookie) = signed_in(&world).await;
        world.store.set_fault(Some(fault));
        let answer = change(&world, &cookie, PASSWORD, NEW).await;
        answer.assert_problem(status, code);
        assert_eq!((answer.header("retry-after"), answer.cookie()), (retry_after, ""), "{fault:?}");
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        let refused = error(&world, &principal).await;
        assert!(expected(&refused), "{fault:?}: {refused:?}");
        world.store.set_fault(None);
        assert_eq!(world.stored(&principal.user).await, principal.user);
        assert!(world.signed_in_by(&cookie).await.is_some(), "{fault:?}");
        assert_eq!(world.store.events(), []);
    }
}

#[actix_web::test]
async fn what_is_wrong_with_the_new_password_is_an_error_of_its_own() {
    let world = World::new();
    let (principal, _) = signed_in(&world).await;
    let refused = refusal(&world, &principal, "ADA.lovelace").await;
    let ChangePasswordError::Password(NewPasswordError::Invalid(rule)) = refused else { panic!("{refused:?}") };
    assert_eq!(rule, InvalidPassword::IsUsername);
}
