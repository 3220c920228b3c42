use std::time::Duration;

use actix_web::{dev::Payload, error::PayloadError, test::TestRequest, web::Bytes};
use domain::Role;
use futures_util::{StreamExt, stream};
use presentation::HttpSettings;
use serde_json::json;
use test_kit::{Answer, World, http_settings, with_cookie};

use crate::routes::{routes, send, send_with};

const LIMIT: usize = 64;

fn settings() -> HttpSettings {
    HttpSettings { body_limit: LIMIT, body_timeout: Duration::from_secs(20), ..http_settings() }
}

/// A JSON body of exactly this many bytes.
fn body(length: usize) -> String {
    let text = json!({"name": "x".repeat(length - 11)}).to_string();
    assert_eq!(text.len(), length);
    text
}

fn post(path: &str) -> TestRequest {
    TestRequest::post().uri(path)
}

fn json_post() -> TestRequest {
    post("/api/v1/things").insert_header(("content-type", "application/json"))
}

/// A body that arrives in these pieces, followed by `end`.
fn pieces(pieces: &[&str], end: End) -> Payload {
    let pieces: Vec<_> = pieces.iter().map(|piece| Ok(Bytes::copy_from_slice(piece.as_bytes()))).collect();
    let stream = stream::iter(pieces);
    let stream = match end {
        End::Complete => stream.boxed_local(),
        End::Never => stream.chain(stream::pending()).boxed_local(),
        End::BrokenOff => stream.chain(stream::iter([Err(PayloadError::Incomplete(None))])).boxed_local(),
    };
    Payload::Stream { payload: stream }
}

#[derive(Clone, Copy)]
enum End {
    Complete,
    Never,
    BrokenOff,
}

async fn send_streamed(request: TestRequest, payload: Payload) -> Answer {
    World::new().send_streamed(settings(), routes(), request, payload).await
}

#[actix_web::test]
async fn a_body_of_exactly_the_limit_is_read_and_one_byte_more_is_not() {
    let sent = async |length| {
        let text = body(length);
        let request = json_post().insert_header(("content-length", text.len().to_string()));
        send_with(settings(), request.set_payload(text)).await
    };
    assert_eq!(sent(LIMIT).await.status, 201);
    let answer = sent(LIMIT + 1).await;
    answer.assert_problem(413, "payload-too-large");
    assert_eq!(answer.body["detail"], "A body has at most 64 bytes. Send a shorter one.");
}

#[actix_web::test]
async fn a_length_over_the_limit_is_refused_before_a_byte_is_read() {
    for length in ["65", "18446744073709551615"] {
        let request = json_post().insert_header(("content-length", length));
        send_streamed(request, pieces(&[], End::Never)).await.assert_problem(413, "payload-too-large");
    }
}

#[actix_web::test]
async fn a_body_of_unknown_length_is_counted_as_it_arrives() {
    let text = body(LIMIT);
    let (front, back) = text.split_at(10);
    assert_eq!(send_streamed(json_post(), pieces(&[front, "", back], End::Complete)).await.status, 201);
    let longer = send_streamed(json_post(), pieces(&[front, back, " "], End::Never)).await;
    longer.assert_problem(413, "payload-too-large");
}

#[actix_web::test]
async fn a_body_that_does_not_arrive_in_time_is_given_up() {
    tokio::time::pause();
    let started = tokio::time::Instant::now();
    let answer = send_streamed(json_post(), pieces(&["{\"name\":"], End::Never)).await;
    answer.assert_problem(408, "request-timeout");
    assert_eq!(started.elapsed().as_secs(), 20);
}

#[actix_web::test]
async fn dripping_does_not_prolong_the_time_for_a_body() {
    tokio::time::pause();
    let started = tokio::time::Instant::now();
    let drops = stream::iter(0..).then(async |_| {
        tokio::time::sleep(Duration::from_secs(3)).await;
        Ok(Bytes::from_static(b" "))
    });
    let answer = send_streamed(json_post(), Payload::Stream { payload: drops.boxed_local() }).await;
    answer.assert_problem(408, "request-timeout");
    assert_eq!(started.elapsed().as_secs(), 20);
}

#[actix_web::test]
async fn a_body_that_breaks_off_is_not_understood() {
    let answer = send_streamed(json_post(), pieces(&[&body(LIMIT)], End::BrokenOff)).await;
    answer.assert_problem(400, "bad-request");
}

#[actix_web::test]
async fn the_type_is_checked_before_the_size_and_the_size_before_the_content() {
    let oversized = || post("/api/v1/things").insert_header(("content-length", "65")).set_payload("x".repeat(65));
    send_with(settings(), oversized()).await.assert_problem(415, "unsupported-media-type");
    let typed = oversized().insert_header(("content-type", "application/json"));
    send_with(settings(), typed).await.assert_problem(413, "payload-too-large");
    send_with(settings(), json_post().set_payload("no JSON")).await.assert_problem(400, "malformed-json");
    send_with(settings(), json_post().set_payload(r#"{"nome":"a"}"#)).await.assert_problem(400, "unknown-field");
}

#[actix_web::test]
async fn only_json_is_taken_for_json() {
    for (content_type, status) in [
        ("application/json", 201),
        ("APPLICATION/JSON; charset=UTF-8", 201),
        ("application/json;", 201),
        ("application/json ; charset=utf-8;", 201),
        ("application/problem+json", 415),
        ("application/json; charset=utf-16", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
    ] {
        let request = post("/api/v1/things").insert_header(("content-type", content_type));
        assert_eq!(send(request.set_payload(r#"{"name":"a"}"#)).await.status, status, "{content_type}");
    }
}

#[actix_web::test]
async fn a_body_in_a_coding_is_refused_with_what_would_be_taken() {
    for (codings, status) in [
        (&["identity"][..], 201),
        (&["Identity", ""], 201),
        (&["gzip"], 415),
        (&["identity, br"], 415),
        (&["identity", "deflate"], 415),
    ] {
        let mut request = json_post().set_payload(r#"{"name":"a"}"#);
        for coding in codings {
            request = request.append_header(("content-encoding", *coding));
        }
        let answer = send(request).await;
        assert_eq!(answer.status, status, "{codings:?}");
        if status == 415 {
            answer.assert_problem(415, "unsupported-media-type");
            assert_eq!(answer.header_lines("accept-encoding"), ["identity"], "{codings:?}");
        }
    }
    // The coding is checked before the size and the content.
    let encoded = || json_post().insert_header(("content-encoding", "gzip"));
    let long = encoded().insert_header(("content-length", "65")).set_payload("x".repeat(65));
    send_with(settings(), long).await.assert_problem(415, "unsupported-media-type");
    send_with(settings(), encoded().set_payload("no JSON")).await.assert_problem(415, "unsupported-media-type");
    // With another content type, only that is reported.
    let typed = post("/api/v1/things").insert_header(("content-encoding", "gzip")).set_payload("{}");
    assert_eq!(send(typed).await.header_lines("accept-encoding"), Vec::<&str>::new());
}

#[actix_web::test]
async fn a_missing_session_is_refused_before_the_body_is_read() {
    for path in ["/api/v1/private/principal_first", "/api/v1/private/body_first"] {
        for request in [
            post(path),
            post(path).set_payload("no JSON"),
            post(path).insert_header(("content-type", "application/json")).set_payload("{"),
            post(path).insert_header(("content-encoding", "gzip")).set_payload("{"),
            post(path).insert_header(("content-type", "application/json")).set_payload("x".repeat(LIMIT + 1)),
        ] {
            send_with(settings(), request).await.assert_problem(401, "unauthenticated");
        }
        // Nor does a client without a session make the server wait.
        let request = post(path).insert_header(("content-type", "application/json"));
        send_streamed(request, pieces(&["{"], End::Never)).await.assert_problem(401, "unauthenticated");
    }
}

#[actix_web::test]
async fn a_lesser_role_is_refused_before_the_body_is_read() {
    let put = || TestRequest::put().uri("/api/v1/private/administrators");
    send(put()).await.assert_problem(401, "unauthenticated");
    for (role, status) in [(Role::User, 403), (Role::Admin, 415), (Role::SuperAdmin, 415)] {
        let world = World::new();
        let user = world.user("ada.lovelace", role).await;
        let (_, cookie) = world.sign_in(&user).await;
        let request = with_cookie(put(), &cookie).set_payload("no JSON");
        assert_eq!(world.send(routes(), request).await.status, status, "{role}");
    }
}

#[actix_web::test]
async fn a_signed_in_user_gets_the_body_read_in_either_order() {
    let world = World::new();
    let user = world.user("ada.lovelace", Role::User).await;
    let (_, cookie) = world.sign_in(&user).await;
    for path in ["/api/v1/private/principal_first", "/api/v1/private/body_first"] {
        let sent = async |request| world.send(routes(), with_cookie(request, &cookie)).await;
        let answer = sent(post(path).set_json(json!({"name": "a"}))).await;
        assert_eq!((answer.status.as_u16(), &answer.body), (200, &json!({"name": "a"})), "{path}");
        sent(post(path).set_payload("no JSON")).await.assert_problem(415, "unsupported-media-type");
    }
}
