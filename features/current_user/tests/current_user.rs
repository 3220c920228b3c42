//! The use case over the memory store, and its route behind the server's edge.

use std::{sync::Arc, time::Duration};

use actix_web::test::TestRequest;
use application::{Clock, HasInteractor, Principal, Sessions};
use current_user::{CurrentUser, SignedInUser, routes};
use domain::{Role, Session, SessionEpoch, UserStatus};
use memory_store::Fault;
use serde_json::{Value, json};
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    Slice {
        components = [CurrentUser],
        providers = []
    }
}

fn request() -> TestRequest {
    TestRequest::get().uri("/api/v1/auth/me")
}

async fn send(world: &World, request: TestRequest) -> Answer {
    world.send(routes(&Slice::builder().build()), request).await
}

async fn see(world: &World, cookie: &str) -> Answer {
    send(world, with_cookie(request(), cookie)).await
}

async fn signed_in(world: &World) -> (Principal, String) {
    let user = world.user("Ada.Lovelace", Role::User).await;
    world.sign_in(&user).await
}

async fn stored(world: &World, session: &Session) -> Session {
    let sessions: Arc<dyn Sessions> = world.persistence.resolve();
    sessions.find_with_user(session.user_id(), session.secret_hash()).await.unwrap().unwrap().0
}

#[track_caller]
fn assert_unauthenticated(answer: &Answer) {
    answer.assert_problem(401, "unauthenticated");
    assert_eq!(answer.header("www-authenticate"), r#"Session realm="tranche""#);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
}

#[actix_web::test]
async fn the_user_and_the_session_are_returned() {
    let world = World::new();
    let user = world.user("Ada.Lovelace", Role::SuperAdmin).await;
    world.fakes.clock.advance(Duration::from_millis(61_042));
    let (principal, cookie) = world.sign_in(&user).await;
    world.fakes.clock.advance(Duration::from_mins(5));
    let answer = see(&world, &cookie).await;

    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "user": {
                "id": user.id().to_string(),
                "username": "Ada.Lovelace",
                "role": "super_admin",
                "isActive": true,
                "createdAt": "2026-01-01T00:00:00.000Z",
            },
            "session": {
                "id": principal.session.id().to_string(),
                "createdAt": "2026-01-01T00:01:01.042Z",
                "expiresAt": "2026-01-01T00:31:01.042Z",
            },
        })
    );
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[actix_web::test]
async fn the_use_case_returns_the_user_and_session_of_the_check() {
    let world = World::new();
    let (principal, _) = signed_in(&world).await;
    let interactor: Arc<CurrentUser> = Slice::builder().build().interactor();
    let expected = SignedInUser { user: principal.user.clone(), session: principal.session.clone() };
    assert_eq!(interactor.execute(&principal), expected);
}

#[actix_web::test]
async fn a_change_of_the_role_shows_at_the_next_request() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    assert_eq!(see(&world, &cookie).await.body["user"]["role"], "user");
    world.alter(&principal.user, |user| user.role = Role::Admin).await;
    assert_eq!(see(&world, &cookie).await.body["user"]["role"], "admin");
}

#[actix_web::test]
async fn head_is_answered_like_get() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    let read = see(&world, &cookie).await;
    let head = send(&world, with_cookie(request().method(actix_web::http::Method::HEAD), &cookie)).await;
    assert_eq!((head.status, head.header("content-type")), (read.status, read.header("content-type")));
    let refused = send(&world, request().method(actix_web::http::Method::HEAD)).await;
    assert_eq!(refused.status, 401);
}

#[actix_web::test]
async fn without_a_cookie_that_we_made_nobody_is_signed_in() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    assert_unauthenticated(&send(&world, request()).await);

    let (user, session) = (principal.user_id(), "secret-1");
    for odd in [
        "access_token=".to_owned(),
        "access_token=garbage".to_owned(),
        "access_token=\"\"".to_owned(),
        format!("access_token={}", "x".repeat(8_192)),
        format!("{cookie}x"),
        format!("{cookie}; {cookie}"),
        format!("{cookie}; access_token=other"),
        format!("__Host-{cookie}"),
        cookie.to_uppercase(),
        format!("access_token=token/secret-2/{user}/1767225600/1767227400"),
        format!("access_token=token/{session}/{}/1767225600/1767227400", principal.session.id()),
        format!("access_token=token/{session}/{user}/1767225600/1767313800"),
        format!("access_token={}", principal.session.id()),
    ] {
        assert_unauthenticated(&see(&world, &odd).await);
    }
    let broken = actix_web::http::header::HeaderValue::from_bytes(b"access_token=\xff\xfe").unwrap();
    assert_unauthenticated(&send(&world, request().insert_header(("cookie", broken))).await);
    let two = request().append_header(("cookie", cookie.as_str())).append_header(("cookie", cookie.as_str()));
    assert_unauthenticated(&send(&world, two).await);
    assert_eq!(see(&world, &cookie).await.status, 200);
}

#[actix_web::test]
async fn a_session_is_over_when_its_idle_lifetime_is() {
    let world = World::new();
    let (_, cookie) = signed_in(&world).await;
    world.fakes.clock.advance(Duration::from_mins(30));
    assert_unauthenticated(&see(&world, &cookie).await);
}

#[actix_web::test]
async fn a_session_that_was_ended_is_over() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let mut changes = world.changes();
    changes.delete(principal.session);
    world.commit(changes).await;
    assert_unauthenticated(&see(&world, &cookie).await);
}

#[actix_web::test]
async fn a_session_is_over_while_its_user_is_inactive_and_for_ever_in_another_epoch() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    let user = world.alter(&principal.user, |user| user.status = UserStatus::Inactive).await;
    assert_unauthenticated(&see(&world, &cookie).await);
    let user = world
        .alter(&user, |user| {
            user.status = UserStatus::Active;
            user.session_epoch = SessionEpoch::new(1);
        })
        .await;
    assert_unauthenticated(&see(&world, &cookie).await);
    let (_, cookie) = world.sign_in(&user).await;
    assert_eq!(see(&world, &cookie).await.status, 200);
}

#[actix_web::test]
async fn a_session_is_renewed_once_less_than_half_of_it_is_left() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    world.fakes.clock.advance(Duration::from_mins(15));
    let early = see(&world, &cookie).await;
    assert_eq!(early.header_lines("set-cookie"), Vec::<&str>::new());
    assert_eq!(early.body["session"]["expiresAt"], "2026-01-01T00:30:00.000Z");

    world.fakes.clock.advance(Duration::from_secs(1));
    let renewed = see(&world, &cookie).await;
    let token = format!("token/secret-1/{}/1767226501/1767228301", principal.user_id());
    assert_eq!(
        renewed.header_lines("set-cookie"),
        [format!("access_token={token}; HttpOnly; SameSite=Strict; Path=/; Max-Age=1800")]
    );
    assert_eq!(renewed.body["session"]["id"], principal.session.id().to_string());
    assert_eq!(renewed.body["session"]["createdAt"], "2026-01-01T00:00:00.000Z");
    assert_eq!(renewed.body["session"]["expiresAt"], "2026-01-01T00:45:01.000Z");
    assert_eq!(world.store.events(), [], "a renewal leaves no event");

    let again = see(&world, renewed.cookie()).await;
    assert_eq!((again.header("set-cookie"), &again.body), ("", &renewed.body));
    world.fakes.clock.advance(Duration::from_mins(29));
    assert_eq!(see(&world, renewed.cookie()).await.status, 200);
}

#[actix_web::test]
async fn no_renewal_passes_the_absolute_lifetime() {
    let world = World::new();
    let (principal, first) = signed_in(&world).await;
    let end = world.fakes.clock.now().after(Duration::from_hours(12));
    let (mut cookie, mut last) = (first, Value::Null);
    while world.fakes.clock.now() < end {
        let answer = see(&world, &cookie).await;
        assert_eq!(answer.status, 200, "{}", world.fakes.clock.now());
        if !answer.cookie().is_empty() {
            answer.cookie().clone_into(&mut cookie);
        }
        last = answer.body["session"]["expiresAt"].clone();
        world.fakes.clock.advance(Duration::from_mins(10));
    }
    assert_eq!(last, "2026-01-01T12:00:00.000Z");
    assert_eq!(stored(&world, &principal.session).await.expires_at(), end);
    assert_unauthenticated(&see(&world, &cookie).await);
}

#[actix_web::test]
async fn near_its_absolute_end_the_cookie_lives_no_longer_than_the_session() {
    let world = World::new();
    let (principal, cookie) = signed_in(&world).await;
    // The session after eleven hours and three quarters of use.
    let mut session = principal.session.as_stored().clone();
    session.last_used_at = session.created_at.after(Duration::from_mins(11 * 60 + 20));
    session.expires_at = session.created_at.after(Duration::from_mins(11 * 60 + 50));
    let mut changes = world.changes();
    changes.update(principal.session, Session::from_stored(session));
    world.commit(changes).await;
    let token = cookie.rsplit_once('/').unwrap().0.to_owned();
    world.fakes.clock.advance(Duration::from_mins(11 * 60 + 45));

    let answer = see(&world, &format!("{token}/1767268200")).await;
    assert_eq!(answer.body["session"]["expiresAt"], "2026-01-01T12:00:00.000Z");
    assert!(answer.header("set-cookie").ends_with("; Max-Age=900"), "{}", answer.header("set-cookie"));
}

#[actix_web::test]
async fn a_renewal_that_fails_is_kept_from_the_client() {
    for fault in [Fault::CommitsUnavailable, Fault::CommitsStale] {
        let world = World::new();
        let (principal, cookie) = signed_in(&world).await;
        world.fakes.clock.advance(Duration::from_mins(20));
        world.store.set_fault(Some(fault));
        let answer = see(&world, &cookie).await;
        assert_eq!(answer.status, 200, "{fault:?}");
        assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new());
        assert_eq!(answer.body["session"]["expiresAt"], "2026-01-01T00:30:00.000Z");

        world.store.set_fault(None);
        assert_eq!(stored(&world, &principal.session).await, principal.session);
        assert_eq!(see(&world, &cookie).await.body["session"]["expiresAt"], "2026-01-01T00:50:00.000Z");
    }
}

#[actix_web::test]
async fn a_store_that_does_not_answer_signs_nobody_out() {
    for (fault, status, code, retry_after) in
        [(Fault::Unavailable, 503, "unavailable", "1"), (Fault::Unexpected, 500, "internal", "")]
    {
        let world = World::new();
        let (_, cookie) = signed_in(&world).await;
        world.store.set_fault(Some(fault));
        let answer = see(&world, &cookie).await;
        answer.assert_problem(status, code);
        assert_eq!((answer.header("retry-after"), answer.header("set-cookie")), (retry_after, ""));
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        // A cookie that can't be valid is refused without the store.
        assert_unauthenticated(&see(&world, "access_token=garbage").await);
        world.store.set_fault(None);
        assert_eq!(see(&world, &cookie).await.status, 200);
    }
}
