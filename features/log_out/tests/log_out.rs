//! The use case over the memory store, and its route behind the server's edge.

use std::{sync::Arc, time::Duration};

use actix_web::{http::Method, test::TestRequest};
use application::{
    Actor, Authenticator, Changes, Clock, EventKind, HasInteractor, Persistence, Principal, Services, SessionIssuer,
    Sessions, StoreError, Subject, Work,
};
use domain::{Role, Session, SessionEpoch, SessionLifetime, StoredUser, UserStatus};
use log_out::{LogOut, routes};
use memory_store::Fault;
use presentation::{Code, CookieSettings, HttpSettings, Problem};
use serde_json::{Value, json};
use shaku::module;
use test_kit::{Answer, World, http_settings, is_of_taken_id, logged, with_cookie};

module! {
    Slice {
        components = [LogOut],
        providers = [],
        use dyn Persistence { components = [dyn Sessions], providers = [] },
        use dyn Services { components = [dyn Work], providers = [] }
    }
}

const CLEARED: &str = "access_token=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0";

fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.services.clone()).build()
}

fn request(cookie: &str) -> TestRequest {
    let request = TestRequest::default().method(Method::DELETE).uri("/api/v1/auth/logout");
    with_cookie(request, cookie).insert_header(("x-request-id", "req-7"))
}

async fn log_out(world: &World, cookie: &str) -> Answer {
    world.send(routes(&slice(world)), request(cookie)).await
}

async fn signed_in(world: &World) -> (Principal, String) {
    let user = world.user("ada.lovelace", Role::User).await;
    world.sign_in(&user).await
}

async fn stored(world: &World, session: &Session) -> Option<Session> {
    let sessions: Arc<dyn Sessions> = world.persistence.resolve();
    let found = sessions.find_with_user(session.user_id(), session.secret_hash()).await.unwrap();
    found.map(|(session, _)| session)
}

/// The changes with which a competing request renews the session.
fn renewal(world: &World, session: &Session) -> Changes {
    let eager = SessionLifetime { idle: Duration::from_hours(1), renew_below: 1.0, absolute: Duration::from_hours(12) };
    let mut renewed = session.clone();
    assert!(renewed.renew(eager, world.fakes.clock.now()));
    let mut changes = world.changes();
    changes.update(session.clone(), renewed);
    changes
}

/// The changes with which a competing request ends the session.
fn end(world: &World, session: &Session) -> Changes {
    let mut changes = world.changes();
    changes.delete(session.clone());
    changes
}

#[actix_web::test]
async fn the_session_is_gone_and_the_cookie_cleared() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let answer = log_out(&world, &cookie).await;

    assert_eq!((answer.status.as_u16(), &answer.body), (204, &Value::Null));
    assert_eq!(answer.header_lines("set-cookie"), [CLEARED]);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(stored(&world, &principal.session).await, None);
}

#[actix_web::test]
async fn a_secure_cookie_is_cleared_under_its_own_name() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    let settings = HttpSettings { cookie: CookieSettings { secure: true }, ..http_settings() };
    let request = request(&format!("__Host-{cookie}"));
    let answer = world.serve(settings, routes(&slice(&world)), [request]).await.remove(0);
    assert_eq!(answer.status, 204);
    assert_eq!(
        answer.header_lines("set-cookie"),
        ["__Host-access_token=; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=0"]
    );
}

#[actix_web::test]
async fn the_event_names_user_session_and_request() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    world.fakes.clock.advance(Duration::from_mins(1));
    log_out(&world, &cookie).await;

    let [event] = &world.store.events()[..] else { panic!("one event") };
    assert_eq!(event.kind, EventKind::SessionEnded);
    let user = principal.user_id();
    assert_eq!((event.subject, event.actor), (Subject::User(user), Actor::User(user)));
    assert_eq!((event.request_id.as_str(), event.at), ("req-7", world.fakes.clock.now()));
    assert_eq!(json!(event.data), json!({"sessionId": principal.session.id().to_string()}));
}

#[actix_web::test]
async fn the_old_cookie_is_dead_and_other_sessions_of_the_user_live_on() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let (_, other) = world.sign_in(&principal.user).await;
    log_out(&world, &cookie).await;

    log_out(&world, &cookie).await.assert_problem(401, "unauthenticated");
    let authenticator: Arc<dyn Authenticator> = world.services.resolve();
    let token = |cookie: &str| cookie.strip_prefix("access_token=").unwrap().to_owned();
    assert!(authenticator.authenticate(&token(&cookie), world.caller()).await.unwrap().is_none());
    assert!(authenticator.authenticate(&token(&other), world.caller()).await.unwrap().is_some());
}

#[actix_web::test]
async fn without_a_live_session_there_is_nothing_to_end() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let slice = slice(&world);
    let bare = TestRequest::default().method(Method::DELETE).uri("/api/v1/auth/logout");
    let mut refused = vec![world.send(routes(&slice), bare).await];
    for odd in ["access_token=", "access_token=garbage", &format!("{cookie}; {cookie}"), "other=1"] {
        refused.push(log_out(&world, odd).await);
    }
    world.alter(&principal.user, |user| user.status = UserStatus::Inactive).await;
    refused.push(log_out(&world, &cookie).await);
    for answer in refused {
        answer.assert_problem(401, "unauthenticated");
        assert_eq!(answer.header("www-authenticate"), r#"Session realm="tranche""#);
        assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
    }
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn a_session_that_is_renewed_on_the_way_is_ended_and_its_cookie_cleared() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    world.fakes.clock.advance(Duration::from_mins(29));
    let answer = log_out(&world, &cookie).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header_lines("set-cookie"), [CLEARED]);
    assert_eq!(stored(&world, &principal.session).await, None);
}

#[actix_web::test]
async fn a_session_that_a_competing_request_renewed_is_ended_all_the_same() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let raced = world.overtaken_by([renewal(&world, &principal.session)]);
    let answer = log_out(&raced, &cookie).await;
    assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (204, CLEARED));
    assert_eq!(stored(&world, &principal.session).await, None);
    let kinds: Vec<_> = world.store.events().iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::SessionEnded]);
}

#[actix_web::test]
async fn a_session_that_a_competing_request_ended_is_ended_once() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let raced = world.overtaken_by([end(&world, &principal.session)]);
    let answer = log_out(&raced, &cookie).await;
    assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (204, CLEARED));
    assert_eq!(stored(&world, &principal.session).await, None);
    assert_eq!(world.store.events(), [], "the competitor that ended it recorded it");
}

#[actix_web::test]
async fn the_session_of_a_user_whose_sessions_all_ended_meanwhile_is_cleared_away() {
    let world = World::new();
    let (principal, _) = signed_in(&world).await;
    world.alter(&principal.user, |user| user.session_epoch = SessionEpoch::new(1)).await;
    let interactor: Arc<LogOut> = slice(&world).interactor();
    interactor.execute(&principal).await.unwrap();
    assert_eq!(stored(&world, &principal.session).await, None);
}

#[actix_web::test]
async fn a_session_that_was_replaced_meanwhile_is_ended_with_its_successor() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let elsewhere = {
        world.fakes.clock.advance(Duration::from_secs(1));
        world.sign_in(&principal.user).await.0.session
    };
    let issuer: Arc<dyn SessionIssuer> = world.services.resolve();
    let successor = issuer.reopen(&principal.session, &principal.user).session;
    let mut competitor = world.changes();
    competitor.replace_session(principal.session, successor);

    let answer = log_out(&world.overtaken_by([competitor]), &cookie).await;
    assert_eq!(answer.status, 204);
    assert_eq!(world.live_sessions(&principal.user).await, [elsewhere]);
    log_out(&world, &cookie).await.assert_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_cookie_of_a_replaced_session_ends_its_successor_and_opens_nothing() {
    for change in [
        |user: &mut StoredUser| user.role = Role::Admin,
        |user: &mut StoredUser| user.session_epoch = SessionEpoch::new(1),
    ] {
        let world = World::new();
        let (principal, cookie) = signed_in(&world).await;
        let elsewhere = {
            world.fakes.clock.advance(Duration::from_secs(1));
            world.sign_in(&principal.user).await.0.session
        };
        let changed = world.alter(&principal.user, change).await;
        let issuer: Arc<dyn SessionIssuer> = world.services.resolve();
        let successor = issuer.reopen(&principal.session, &changed).session;
        let mut competitor = world.changes();
        competitor.replace_session(principal.session, successor.clone());
        world.commit(competitor).await;
        assert!(world.signed_in_by(&cookie).await.is_none());
        assert!(world.live_sessions(&changed).await.contains(&successor));

        let answer = log_out(&world, &cookie).await;
        assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (204, CLEARED));
        let left = world.live_sessions(&changed).await;
        assert!(left.iter().all(|session| *session == elsewhere), "{left:?}");
        assert_eq!(stored(&world, &successor).await, None);
        let kinds: Vec<_> = world.store.events().iter().map(|event| event.kind).collect();
        assert_eq!(kinds, [EventKind::SessionEnded]);
        log_out(&world, &cookie).await.assert_problem(401, "unauthenticated");
    }
}

#[actix_web::test]
async fn the_cookie_of_a_session_whose_successor_is_over_is_nobodys() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let issuer: Arc<dyn SessionIssuer> = world.services.resolve();
    let successor = issuer.reopen(&principal.session, &principal.user).session;
    let mut changes = world.changes();
    changes.replace_session(principal.session, successor.clone());
    world.commit(changes).await;
    world.commit(end(&world, &successor)).await;
    log_out(&world, &cookie).await.assert_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn competitors_that_always_win_end_in_a_conflict() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    world.store.set_fault(Some(Fault::CommitsStale));
    tokio::time::pause();

    let answer = log_out(&world, &cookie).await;
    answer.assert_problem(409, "conflict");
    assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
    let interactor: Arc<LogOut> = slice(&world).interactor();
    let error = interactor.execute(&principal).await.unwrap_err();
    assert!(matches!(error, StoreError::Contended), "{error:?}");
    world.store.set_fault(None);
    assert_eq!(stored(&world, &principal.session).await, Some(principal.session));
}

#[actix_web::test]
async fn a_store_that_fails_is_reported_without_its_reasons_and_the_session_lives_on() {
    type Expected = fn(&StoreError) -> bool;
    let unavailable: Expected = |error| matches!(error, StoreError::Unavailable(_));
    let corrupt: Expected = |error| matches!(error, StoreError::Unexpected(_));
    for (fault, expected, status, code, retry_after) in [
        (Fault::Unavailable, unavailable, 503, "unavailable", "1"),
        (Fault::CommitsUnavailable, unavailable, 503, "unavailable", "1"),
        (Fault::Unexpected, corrupt, 500, "internal", ""),
    ] {
        let world = World::new();
        let (principal, cookie) = signed_in(&world).await;
        world.store.set_fault(Some(fault));
        let answer = log_out(&world, &cookie).await;
        answer.assert_problem(status, code);
        assert_eq!((answer.header("retry-after"), answer.header("set-cookie")), (retry_after, ""), "{fault:?}");
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        let interactor: Arc<LogOut> = slice(&world).interactor();
        let error = interactor.execute(&principal).await.unwrap_err();
        assert!(expected(&error), "{fault:?}: {error:?}");
        world.store.set_fault(None);
        assert_eq!(stored(&world, &principal.session).await, Some(principal.session));
        assert_eq!(world.store.events(), []);
    }
}

#[actix_web::test]
async fn an_id_that_exists_already_is_a_failure_and_no_retry() {
    let world = World::new();
    let (principal, _) = signed_in(&world).await;
    let [next] = world.coming_ids();
    world.take_event_id(next).await;

    let interactor: Arc<LogOut> = slice(&world).interactor();
    let error = interactor.execute(&principal).await.unwrap_err();
    assert!(is_of_taken_id(&error), "{error:?}");
    assert_eq!(Problem::from(error).code(), Code::Internal);
    assert_eq!(stored(&world, &principal.session).await, Some(principal.session));
}

#[actix_web::test]
async fn a_log_out_is_logged_without_secrets() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let (_, log) = logged(log_out(&world, &cookie)).await;
    let line = log.lines().find(|line| line.contains(r#""target":"security""#)).expect("a security event");
    let fields = &serde_json::from_str::<Value>(line).unwrap()["fields"];
    assert_eq!((&fields["event"], &fields["outcome"]), (&json!("log_out"), &json!("success")));
    assert_eq!(fields["user_id"], principal.user_id().to_string());
    assert_eq!(fields["request_id"], "req-7");
    assert!(!log.contains("secret-1"), "{log}");
}
