use std::{sync::Arc, time::Duration};

use actix_web::test::TestRequest;
use application::{Actor, Changes, Clock, EventKind, HasInteractor, SessionIssuer, StoreError, Subject};
use domain::{Role, Session, SessionLifetime, User, UserStatus};
use memory_store::{Fault, fakes::SequentialIds};
use own_sessions::{EndSession, EndSessionError};
use presentation::{Code, Problem};
use serde_json::{Value, json};
use test_kit::{World, is_of_taken_id, kinds, logged, security_events};

use crate::support::{end, list, send, signed_in, slice, stored};

const CLEARED: &str = "access_token=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0";

/// The changes with which a competing request renews the session.
fn renewal(world: &World, session: &Session) -> Changes {
    let eager = SessionLifetime { idle: Duration::from_hours(1), renew_below: 1.0, absolute: Duration::from_hours(12) };
    let mut renewed = session.clone();
    assert!(renewed.renew(eager, world.fakes.clock.now()));
    let mut changes = world.changes();
    changes.update(session.clone(), renewed);
    changes
}

#[actix_web::test]
async fn another_session_is_ended_and_the_cookie_stays() {
    let world = World::new();
    let (current, cookie) = signed_in(&world).await;
    let (other, theirs) = world.sign_in(&current.user).await;
    let answer = end(&world, &cookie, other.session.id()).await;

    assert_eq!((answer.status.as_u16(), &answer.body), (204, &Value::Null));
    assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
    assert!(world.signed_in_by(&theirs).await.is_none());
    assert!(world.signed_in_by(&cookie).await.is_some());
    assert_eq!(stored(&world, &other.session).await, None);
}

#[actix_web::test]
async fn the_current_session_is_ended_and_its_cookie_cleared() {
    for minutes in [0, 20] {
        let world = World::new();
        let (current, cookie) = signed_in(&world).await;
        // In the second iteration the call renews the session first.
        world.fakes.clock.advance(Duration::from_mins(minutes));
        let answer = end(&world, &cookie, current.session.id()).await;
        assert_eq!(answer.status, 204);
        assert_eq!(answer.header_lines("set-cookie"), [CLEARED]);
        assert!(world.signed_in_by(&cookie).await.is_none());
        end(&world, &cookie, current.session.id()).await.assert_problem(401, "unauthenticated");
    }
}

#[actix_web::test]
async fn the_end_and_its_event_are_one_commit_and_logged() {
    let world = World::new();
    let (current, cookie) = signed_in(&world).await;
    let (other, _) = world.sign_in(&current.user).await;
    let marked = world.overtaken_by([world.mark(), world.mark()]);
    let (_, log) = logged(end(&marked, &cookie, other.session.id())).await;

    let (user, events) = (current.user_id(), world.store.events());
    assert_eq!(kinds(&events), [EventKind::UserSignedUp, EventKind::SessionEnded]);
    assert_eq!((events[1].subject, events[1].actor), (Subject::User(user), Actor::User(user)));
    assert_eq!((events[1].request_id.as_str(), events[1].at), ("req-7", world.fakes.clock.now()));
    assert_eq!(json!(events[1].data), json!({"sessionId": other.session.id().to_string()}));
    let logged = security_events(&log);
    let [fields] = &logged[..] else { panic!("{log}") };
    assert_eq!((&fields["event"], &fields["outcome"]), (&json!("session_end"), &json!("success")));
    assert_eq!((&fields["actor_id"], &fields["user_id"]), (&json!(user.to_string()), &json!(user.to_string())));
    assert!(!log.contains("secret-"), "{log}");
}

#[actix_web::test]
async fn only_own_live_sessions_can_be_ended_and_others_are_as_unknown_ones() {
    let world = World::new();
    let (mine, _) = signed_in(&world).await;
    let charles = world.user("charles.babbage", Role::SuperAdmin).await;
    let (theirs, other) = world.sign_in(&charles).await;
    world.fakes.clock.advance(Duration::from_mins(30));
    let (_, cookie) = world.sign_in(&mine.user).await;
    let (fresh, _) = world.sign_in(&charles).await;
    let unknown = end(&world, &cookie, SequentialIds::nth(1_000)).await;
    unknown.assert_problem(404, "not-found");
    // Another user's session, an expired own one, and the user's id.
    for id in [fresh.session.id().to_string(), mine.session.id().to_string(), mine.user_id().to_string()] {
        let answer = end(&world, &cookie, &id).await;
        assert_eq!((answer.status, &answer.body), (unknown.status, &unknown.body));
    }
    assert_eq!(stored(&world, &fresh.session).await, Some(fresh.session));
    assert_eq!(stored(&world, &theirs.session).await, Some(theirs.session));
    assert!(world.signed_in_by(&other).await.is_none(), "expired meanwhile");
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn an_id_that_is_none_is_refused_once_it_is_known_who_asks() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    for id in ["1", "current", "019b76daa80070008000000000000001", "019b76da-a800-7000-8000-00000000000g"] {
        end(&world, "other=1", id).await.assert_problem(401, "unauthenticated");
        end(&world, &cookie, id).await.assert_problem(400, "invalid-parameter");
    }
    let request = TestRequest::delete().uri("/api/v1/auth/sessions/1").insert_header(("sec-fetch-site", "cross-site"));
    send(&world, request, &cookie).await.assert_problem(403, "cross-site-request");
}

#[actix_web::test]
async fn without_a_live_session_nothing_is_listed_or_ended() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let (other, _) = world.sign_in(&principal.user).await;
    world.alter(&principal.user, |user| user.status = UserStatus::Inactive).await;
    for cookie in [cookie.as_str(), "access_token=garbage", "other=1"] {
        list(&world, cookie, "").await.assert_problem(401, "unauthenticated");
        end(&world, cookie, other.session.id()).await.assert_problem(401, "unauthenticated");
    }
    assert_eq!(stored(&world, &other.session).await, Some(other.session));
}

#[actix_web::test]
async fn a_session_that_a_competitor_renewed_is_ended_and_one_that_a_competitor_ended_is_not_found() {
    let world = World::new();
    let (current, cookie) = signed_in(&world).await;
    let (other, _) = world.sign_in(&current.user).await;
    let raced = world.overtaken_by([renewal(&world, &other.session)]);
    assert_eq!(end(&raced, &cookie, other.session.id()).await.status, 204);
    assert_eq!(stored(&world, &other.session).await, None);

    let (other, _) = world.sign_in(&current.user).await;
    let mut competitor = world.changes();
    competitor.delete(other.session.clone());
    let raced = world.overtaken_by([competitor]);
    end(&raced, &cookie, other.session.id()).await.assert_problem(404, "not-found");
    assert_eq!(kinds(&world.store.events()), [EventKind::SessionEnded]);
}

/// The changes with which a competing request replaces this session, and the new session.
fn reissue(world: &World, session: &Session, user: &User) -> (Changes, Session) {
    let issuer: Arc<dyn SessionIssuer> = world.services.resolve();
    let successor = issuer.reopen(session, user).session;
    let mut changes = world.changes();
    changes.replace_session(session.clone(), successor.clone());
    (changes, successor)
}

#[actix_web::test]
async fn a_replaced_session_is_ended_with_its_successor_at_any_time() {
    for before_the_call in [true, false] {
        let world = World::new();
        let (current, cookie) = signed_in(&world).await;
        world.fakes.clock.advance(Duration::from_secs(1));
        let (other, theirs) = world.sign_in(&current.user).await;
        let (first, between) = reissue(&world, &other.session, &current.user);
        let (second, successor) = reissue(&world, &between, &current.user);
        let raced = if before_the_call {
            world.commit(first).await;
            world.commit(second).await;
            world.overtaken_by([])
        } else {
            // The call has read the session as it was, and then the one that replaced it.
            world.overtaken_by([first, second])
        };
        let answer = end(&raced, &cookie, other.session.id()).await;
        assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (204, ""));
        assert_eq!(world.live_sessions(&current.user).await, [current.session]);
        assert_eq!(stored(&world, &successor).await, None);
        assert!(world.signed_in_by(&theirs).await.is_none());
        assert_eq!(kinds(&world.store.events()), [EventKind::SessionEnded]);
        end(&world, &cookie, other.session.id()).await.assert_problem(404, "not-found");
    }
}

#[actix_web::test]
async fn the_current_session_is_ended_by_the_handle_that_it_had_before_this_call() {
    let world = World::new();
    let (current, cookie) = signed_in(&world).await;
    let promoted = world.alter(&current.user, |user| user.role = Role::Admin).await;
    let answer = end(&world, &cookie, current.session.id()).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header_lines("set-cookie"), [CLEARED]);
    assert_eq!(world.live_sessions(&promoted).await, []);
    assert_eq!(kinds(&world.store.events()), [EventKind::SessionReissued, EventKind::SessionEnded]);
}

#[actix_web::test]
async fn a_failure_is_reported_without_its_reasons_and_the_session_lives_on() {
    type Expected = fn(&EndSessionError) -> bool;
    let unavailable: Expected = |error| matches!(error, EndSessionError::Store(StoreError::Unavailable(_)));
    let corrupt: Expected = |error| matches!(error, EndSessionError::Store(StoreError::Unexpected(_)));
    let contended: Expected = |error| matches!(error, EndSessionError::Store(StoreError::Contended));
    tokio::time::pause();
    for (fault, expected, status, code, retry_after) in [
        (Fault::Unavailable, unavailable, 503, "unavailable", "1"),
        (Fault::CommitsUnavailable, unavailable, 503, "unavailable", "1"),
        (Fault::Unexpected, corrupt, 500, "internal", ""),
        (Fault::CommitsStale, contended, 409, "conflict", ""),
    ] {
        let world = World::new();
        let (current, cookie) = signed_in(&world).await;
        world.store.set_fault(Some(fault));
        let answer = end(&world, &cookie, current.session.id()).await;
        answer.assert_problem(status, code);
        assert_eq!((answer.header("retry-after"), answer.header("set-cookie")), (retry_after, ""), "{fault:?}");
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        let interactor: Arc<EndSession> = slice(&world).interactor();
        let error = interactor.execute(&current, current.session.id()).await.unwrap_err();
        assert!(expected(&error), "{fault:?}: {error:?}");
        let answer = list(&world, &cookie, "").await;
        let readable = matches!(fault, Fault::CommitsUnavailable | Fault::CommitsStale);
        assert_eq!(answer.status.as_u16(), if readable { 200 } else { status }, "{fault:?}");
        world.store.set_fault(None);
        assert_eq!(stored(&world, &current.session).await, Some(current.session));
        assert_eq!(world.store.events(), []);
    }
}

#[actix_web::test]
async fn an_id_that_exists_already_is_a_failure_and_no_retry() {
    let world = World::new();
    let (current, _) = signed_in(&world).await;
    let [next] = world.coming_ids();
    world.take_event_id(next).await;

    let interactor: Arc<EndSession> = slice(&world).interactor();
    let error = interactor.execute(&current, current.session.id()).await.unwrap_err();
    assert!(matches!(&error, EndSessionError::Store(cause) if is_of_taken_id(cause)), "{error:?}");
    assert_eq!(Problem::from(error).code(), Code::Internal);
}
