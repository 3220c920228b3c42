use std::time::Duration;

use application::{Actor, Clock, EventKind, Subject};
use domain::Role;
use log_in::routes;
use memory_store::fakes::FakePasswords;
use presentation::{CookieSettings, HttpSettings};
use secrecy::ExposeSecret;
use serde_json::json;
use test_kit::{Answer, PASSWORD, World, http_settings, kinds, logged, with_cookie};

use crate::support::{log_in, post, request, slice};

#[actix_web::test]
async fn the_answer_has_the_user_and_the_session() {
    let world = World::new();
    let user = world.user("Ada.Lovelace", Role::Admin).await;
    let answer = log_in(&world, "Ada.Lovelace", PASSWORD).await;

    let session = world.signed_in_by(answer.cookie()).await.unwrap().principal.session;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "user": {
                "id": user.id().to_string(),
                "username": "Ada.Lovelace",
                "role": "admin",
                "isActive": true,
                "createdAt": "2026-01-01T00:00:00.000Z",
            },
            "session": {"id": session.id().to_string(), "expiresAt": "2026-01-01T00:30:00.000Z"},
        })
    );
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[actix_web::test]
async fn the_cookie_is_the_one_of_the_contract() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let answer = log_in(&world, "ada.lovelace", PASSWORD).await;

    let token = format!("token/secret-1/{}/1767225600/1767227400", user.id());
    let attributes = "HttpOnly; SameSite=Strict; Path=/; Max-Age=1800";
    assert_eq!(answer.header_lines("set-cookie"), [format!("access_token={token}; {attributes}")]);
}

#[actix_web::test]
async fn a_secure_cookie_is_bound_to_the_host() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let settings = HttpSettings { cookie: CookieSettings { secure: true }, ..http_settings() };
    let request = request().set_json(json!({"username": "ada.lovelace", "password": PASSWORD}));
    let answer = world.serve(settings, routes(&slice(&world)), [request]).await.remove(0);

    let token = format!("token/secret-1/{}/1767225600/1767227400", user.id());
    let attributes = "HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=1800";
    assert_eq!(answer.header_lines("set-cookie"), [format!("__Host-access_token={token}; {attributes}")]);
}

#[actix_web::test]
async fn the_cookie_opens_the_stored_session_at_the_next_request() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let answer = log_in(&world, "ada.lovelace", PASSWORD).await;

    let signed_in = world.signed_in_by(answer.cookie()).await.unwrap();
    assert_eq!(signed_in.principal.user, user);
    assert_eq!(signed_in.principal.session.created_at(), world.fakes.clock.now());
    assert!(signed_in.renewed.is_none());
    // The cookie's secret is not what the store holds, and the public id is neither.
    let [event] = &world.store.events()[..] else { panic!("one event") };
    assert_eq!(event.data["sessionId"], answer.body["session"]["id"]);
    assert!(!answer.cookie().contains(answer.body["session"]["id"].as_str().unwrap()));
}

#[actix_web::test]
async fn the_session_and_its_event_are_one_commit() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let marked = world.overtaken_by([world.mark(), world.mark()]);
    let answer = log_in(&marked, "ada.lovelace", PASSWORD).await;

    let events = world.store.events();
    assert_eq!(kinds(&events), [EventKind::UserSignedUp, EventKind::SessionStarted]);
    let started = &events[1];
    assert_eq!((started.subject, started.actor), (Subject::User(user.id()), Actor::User(user.id())));
    assert_eq!((started.request_id.as_str(), started.at), ("req-7", world.fakes.clock.now()));
    assert_eq!(json!(started.data), json!({"sessionId": answer.body["session"]["id"]}));
}

#[actix_web::test]
async fn any_case_of_the_name_logs_in() {
    let world = World::new();
    world.user("Ada.Lovelace", Role::User).await;
    for name in ["ada.lovelace", "ADA.LOVELACE", "aDA.lOVELACE"] {
        let answer = log_in(&world, name, PASSWORD).await;
        assert_eq!(answer.status, 200, "{name}");
        assert_eq!(answer.body["user"]["username"], "Ada.Lovelace");
    }
}

#[actix_web::test]
async fn every_log_in_starts_a_session_of_its_own() {
    let world = World::new();
    world.user("ada.lovelace", Role::User).await;
    let first = log_in(&world, "ada.lovelace", PASSWORD).await;
    let second = log_in(&world, "ada.lovelace", PASSWORD).await;

    assert_ne!(first.body["session"]["id"], second.body["session"]["id"]);
    let hash = async |answer| world.signed_in_by(Answer::cookie(answer)).await.unwrap().principal.session.secret_hash();
    assert_ne!(hash(&first).await, hash(&second).await);
}

#[actix_web::test]
async fn an_id_that_the_client_brings_is_not_taken_over() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let planted = format!("access_token=token/planted/{}/1767225600/1767227400", user.id());
    let body = json!({"username": "ada.lovelace", "password": PASSWORD});
    let answer = post(&world, with_cookie(request(), &planted).set_json(body)).await;

    assert_eq!(answer.status, 200);
    assert!(!answer.cookie().contains("planted"), "{}", answer.cookie());
    let tried = with_cookie(request(), &planted).set_payload("no JSON");
    post(&world, tried).await.assert_problem(415, "unsupported-media-type");
}

#[actix_web::test]
async fn a_session_that_ended_does_not_stand_in_the_way() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    world.fakes.clock.advance(Duration::from_mins(30));
    let body = json!({"username": "ada.lovelace", "password": PASSWORD});
    assert_eq!(post(&world, with_cookie(request(), &cookie).set_json(body)).await.status, 200);
}

#[actix_web::test]
async fn a_password_is_the_same_however_its_accents_were_typed() {
    let world = World::new();
    world.user_with("ada.lovelace", |user| user.password_hash = FakePasswords::present_hash("caf\u{e9} engine")).await;
    for typed in ["caf\u{e9} engine", "cafe\u{301} engine"] {
        assert_eq!(log_in(&world, "ada.lovelace", typed).await.status, 200, "{typed:?}");
    }
}

#[actix_web::test]
async fn a_log_in_is_logged_without_secrets() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (answer, log) = logged(log_in(&world, "ada.lovelace", PASSWORD)).await;

    let line = log.lines().find(|line| line.contains(r#""target":"security""#)).expect("a security event");
    let fields = serde_json::from_str::<serde_json::Value>(line).unwrap()["fields"].clone();
    assert_eq!(fields["event"], "log_in");
    assert_eq!(fields["outcome"], "success");
    assert_eq!(fields["user_id"], user.id().to_string());
    assert_eq!(fields["request_id"], "req-7");
    let token = answer.cookie().strip_prefix("access_token=").unwrap();
    for secret in [PASSWORD, token, "secret-1", user.password_hash().expose_secret()] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}
