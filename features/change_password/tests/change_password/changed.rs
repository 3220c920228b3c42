use std::time::Duration;

use application::{Actor, Clock, EventKind, Subject};
use domain::{Role, UserStatus};
use memory_store::fakes::FakePasswords;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use test_kit::{PASSWORD, World, kinds, logged, security_events};

use crate::support::{NEW, change, signed_in};

#[actix_web::test]
async fn the_password_is_replaced_and_this_session_goes_on_under_another_id() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    world.fakes.clock.advance(Duration::from_mins(5));
    let answer = change(&world, &cookie, PASSWORD, NEW).await;

    assert_eq!((answer.status.as_u16(), &answer.body), (204, &Value::Null));
    let token = format!("token/secret-2/{}/1767225900/1767227700", principal.user_id());
    let attributes = "HttpOnly; SameSite=Strict; Path=/; Max-Age=1800";
    assert_eq!(answer.header_lines("set-cookie"), [format!("access_token={token}; {attributes}")]);
    assert_eq!(answer.header("cache-control"), "no-store");

    let stored = world.stored(&principal.user).await;
    assert!(*stored.password_hash() == FakePasswords::present_hash(NEW));
    assert_eq!(stored.session_epoch(), principal.user.session_epoch().next());
    assert!(world.signed_in_by(&cookie).await.is_none(), "the cookie from before is dead");
    let next = world.signed_in_by(answer.cookie()).await.unwrap();
    assert_eq!(next.principal.user, stored);
    assert_ne!(next.principal.session.id(), principal.session.id());
    assert_eq!(next.principal.session.created_at(), principal.session.created_at());
    assert_eq!(world.live_sessions(&stored).await, [next.principal.session]);
}

#[actix_web::test]
async fn every_other_session_of_the_user_ends_at_the_next_request_and_no_one_elses() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let (_, first) = world.sign_in(&principal.user).await;
    let (_, second) = world.sign_in(&principal.user).await;
    let charles = world.user("charles.babbage", Role::User).await;
    let (_, other) = world.sign_in(&charles).await;
    assert_eq!(change(&world, &cookie, PASSWORD, NEW).await.status, 204);
    for ended in [&first, &second] {
        assert!(world.signed_in_by(ended).await.is_none());
        change(&world, ended, NEW, "yet another engine").await.assert_problem(401, "unauthenticated");
    }
    assert!(world.signed_in_by(&other).await.is_some());
}

#[actix_web::test]
async fn the_session_does_not_outlive_its_absolute_lifetime_by_changes() {
    let world = World::new();
    let (_, mut cookie) = signed_in(&world).await;
    let (mut current, mut changes) = (PASSWORD.to_owned(), 0);
    while world.signed_in_by(&cookie).await.is_some() {
        changes += 1;
        let new = format!("engine number {changes}");
        let answer = change(&world, &cookie, &current, &new).await;
        assert_eq!(answer.status, 204, "{changes}");
        answer.cookie().clone_into(&mut cookie);
        current = new;
        world.fakes.clock.advance(Duration::from_mins(29));
    }
    assert_eq!(changes, 25, "12 hours of 29 minutes");
}

#[actix_web::test]
async fn the_new_password_is_the_one_to_change_from_next() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    let answer = change(&world, &cookie, PASSWORD, NEW).await;
    let cookie = answer.cookie();
    change(&world, cookie, PASSWORD, "yet another engine").await.assert_problem(403, "wrong-current-password");
    assert_eq!(change(&world, cookie, NEW, PASSWORD).await.status, 204);
}

#[actix_web::test]
async fn a_password_under_an_older_scheme_is_the_current_one_too() {
    let world = World::new();
    let user = world.user_with("ada.lovelace", |user| user.password_hash = FakePasswords::old_hash(PASSWORD)).await;
    let (_, cookie) = world.sign_in(&user).await;
    assert_eq!(change(&world, &cookie, PASSWORD, NEW).await.status, 204);
    assert!(*world.stored(&user).await.password_hash() == FakePasswords::present_hash(NEW));
}

#[actix_web::test]
async fn accents_are_taken_in_one_form_in_both_passwords() {
    let world = World::new();
    let hash = FakePasswords::present_hash("caf\u{e9} engine");
    let user = world.user_with("ada.lovelace", |user| user.password_hash = hash).await;
    let (_, cookie) = world.sign_in(&user).await;
    assert_eq!(change(&world, &cookie, "cafe\u{301} engine", "th\u{e9} engine").await.status, 204);
    assert!(*world.stored(&user).await.password_hash() == FakePasswords::present_hash("th\u{e9} engine"));
}

#[actix_web::test]
async fn the_change_and_its_events_are_one_commit_and_logged() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let marked = world.overtaken_by([world.mark(), world.mark()]);
    let (answer, log) = logged(change(&marked, &cookie, PASSWORD, NEW)).await;

    let (user, events) = (principal.user_id(), world.store.events());
    let expected = [EventKind::UserSignedUp, EventKind::PasswordChanged, EventKind::SessionReissued];
    assert_eq!(kinds(&events), expected);
    for event in &events[1..] {
        assert_eq!((event.subject, event.actor), (Subject::User(user), Actor::User(user)));
        assert_eq!((event.request_id.as_str(), event.at), ("req-7", world.fakes.clock.now()));
    }
    assert_eq!(json!(events[1].data), json!({}));
    let successor = world.signed_in_by(answer.cookie()).await.unwrap().principal.session.id();
    assert_eq!(json!(events[2].data), json!({"sessionId": successor.to_string()}));

    let logged = security_events(&log);
    let [fields] = &logged[..] else { panic!("{log}") };
    assert_eq!((&fields["event"], &fields["outcome"]), (&json!("password_change"), &json!("success")));
    assert_eq!((&fields["actor_id"], &fields["user_id"]), (&json!(user.to_string()), &json!(user.to_string())));
    let hash = world.stored(&principal.user).await.password_hash().expose_secret().to_owned();
    for secret in [PASSWORD, NEW, "secret-1", "secret-2", &hash] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}

#[actix_web::test]
async fn the_session_that_was_reissued_ends_with_the_account() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let answer = change(&world, &cookie, PASSWORD, NEW).await;
    let user = world.stored(&principal.user).await;
    world.alter(&user, |user| user.status = UserStatus::Inactive).await;
    assert!(world.signed_in_by(answer.cookie()).await.is_none());
}
