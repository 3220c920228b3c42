use std::fmt::Write;

use serde_json::json;

use crate::{
    cases::{Case, case, case_of_connections},
    stores::TestStore,
    support::{Connection, PASSWORD, RawAnswer},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_body_of_the_limit_is_read_and_one_byte_more_is_refused),
        case_of_connections(a_body_that_is_announced_too_large_is_refused_before_it_comes),
        case_of_connections(chunks_without_end_are_refused_at_the_limit),
        case(the_limit_is_configured),
        case_of_connections(a_body_that_comes_too_slowly_is_refused),
        case_of_connections(a_head_that_comes_too_slowly_is_refused),
        case(a_chunked_body_is_read_like_any_other),
        case_of_connections(chunks_that_are_none_are_refused),
    ]
}

const LIMIT: usize = 65_536;

/// The head of a log-in, up to its length.
const HEAD: &str = "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

/// A log-in of this many bytes.
fn padded(length: usize) -> String {
    let body = json!({"username": "ada.lovelace", "password": PASSWORD}).to_string();
    format!("{body}{}", " ".repeat(length - body.len()))
}

#[track_caller]
fn assert_problem(answer: &RawAnswer, status: u16, code: &str) {
    assert_eq!((answer.status, &answer.json()["code"]), (status, &code.into()), "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
}

fn a_body_of_the_limit_is_read_and_one_byte_more_is_refused(store: &TestStore) {
    let started = store.start();
    started.user("ada.lovelace");
    let log_in =
        |length| started.anonymous().call("POST", "/api/v1/auth/login").body("application/json", padded(length)).send();
    log_in(LIMIT).assert_status(200);
    log_in(LIMIT + 1).assert_problem(413, "payload-too-large");
    log_in(10 * LIMIT).assert_problem(413, "payload-too-large");
}

fn a_body_that_is_announced_too_large_is_refused_before_it_comes(store: &TestStore) {
    let started = store.start();
    for length in ["65537", "9223372036854775807", "18446744073709551615"] {
        let mut connection = Connection::open(&started.server.address);
        connection.send(format!("{HEAD}Content-Length: {length}\r\n\r\n"));
        assert_problem(&connection.answer(), 413, "payload-too-large");
    }
}

fn chunks_without_end_are_refused_at_the_limit(store: &TestStore) {
    let started = store.start();
    let mut connection = Connection::open(&started.server.address);
    connection.send(format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n"));
    let chunk = format!("2000\r\n{}\r\n", " ".repeat(0x2000));
    for _ in 0..=LIMIT / 0x2000 {
        connection.send(&chunk);
    }
    assert_problem(&connection.answer(), 413, "payload-too-large");
    started.anonymous().get("/livez").assert_status(200);
}

fn the_limit_is_configured(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SERVER__BODY_LIMIT_BYTES", "1048576")]);
    let post =
        |body: String| started.anonymous().call("POST", "/api/v1/auth/login").body("application/json", body).send();
    started.user("ada.lovelace");
    post(padded(1_048_576)).assert_status(200);
    post(padded(1_048_577)).assert_problem(413, "payload-too-large");
    post("[".repeat(100_000)).assert_problem(400, "malformed-json");
    post("{\"a\":".repeat(100_000)).assert_problem(400, "malformed-json");
    let long = "x".repeat(100_000);
    started.anonymous().log_in("ada.lovelace", &long).assert_problem(401, "invalid-credentials");
    started.anonymous().sign_up("grace.hopper", &long).assert_problem(422, "invalid-password");
}

fn a_body_that_comes_too_slowly_is_refused(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SERVER__BODY_TIMEOUT_SECONDS", "1")]);
    let begun = ["Content-Length: 100", "Transfer-Encoding: chunked"].map(|head| {
        let mut connection = Connection::open(&started.server.address);
        connection.send(format!("{HEAD}{head}\r\n\r\n"));
        connection
    });
    for mut connection in begun {
        assert_problem(&connection.answer(), 408, "request-timeout");
    }
}

fn a_head_that_comes_too_slowly_is_refused(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SERVER__REQUEST_HEAD_TIMEOUT_SECONDS", "1")]);
    let begun = ["", "G", "GET /livez HTTP/1.1\r\nHost: a\r\n"].map(|begun| {
        let mut connection = Connection::open(&started.server.address);
        connection.send(begun);
        connection
    });
    for connection in begun {
        let statuses: Vec<_> = connection.answers().iter().map(|answer| answer.status).collect();
        assert!(matches!(statuses[..], [] | [408]), "{statuses:?}");
    }
}

fn a_chunked_body_is_read_like_any_other(store: &TestStore) {
    let started = store.start();
    started.user("ada.lovelace");
    let body = json!({"username": "ada.lovelace", "password": PASSWORD}).to_string();
    let chunks = body.as_bytes().chunks(7).fold(String::new(), |mut chunks, chunk| {
        let _ = write!(chunks, "{:x}\r\n{}\r\n", chunk.len(), str::from_utf8(chunk).unwrap());
        chunks
    });
    let mut connection = Connection::open(&started.server.address);
    connection.send(format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n"));
    assert_eq!(connection.answer().status, 200);
}

fn chunks_that_are_none_are_refused(store: &TestStore) {
    let started = store.start();
    for chunks in [
        "x\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n\r\n",
        "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
    ] {
        let mut connection = Connection::open(&started.server.address);
        connection.send(format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n{chunks}"));
        assert_eq!(connection.answer().status, 400, "{chunks:?}");
    }
}
