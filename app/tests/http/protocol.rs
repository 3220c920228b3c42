use crate::{
    cases::{Case, case_of_connections},
    stores::TestStore,
    support::{RawAnswer, exchange},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case_of_connections(what_is_no_request_is_refused_and_the_connection_closed),
        case_of_connections(a_head_without_bounds_is_refused),
        case_of_connections(a_request_smuggled_behind_an_ambiguous_one_is_not_answered),
        case_of_connections(a_body_that_nobody_reads_does_not_become_a_request),
        case_of_connections(requests_that_come_at_once_are_answered_in_order),
    ]
}

fn what_is_no_request_is_refused_and_the_connection_closed(store: &TestStore) {
    let started = store.start();
    let address = &started.server.address;
    for (what, sent) in [
        ("no Host", "GET /version HTTP/1.1\r\n\r\n"),
        ("two Hosts", "GET /version HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
        (
            "two lengths",
            "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
        ),
        ("a negative length", "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: -2\r\n\r\n{}"),
        ("a signed length", "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\n{}"),
        ("a length that is none", "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n{}"),
        (
            "length and chunks",
            "POST /version HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ),
        ("an unknown coding", "POST /version HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        ("a space before the colon", "GET /version HTTP/1.1\r\nHost : a\r\n\r\n"),
        ("a NUL in a header", "GET /version HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n"),
        ("a target with a space", "GET /ver sion HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("no version", "GET /version\r\n\r\n"),
        ("another version", "GET /version HTTP/4.2\r\nHost: a\r\n\r\n"),
        ("TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\u{7c}\x03\x03\r\n\r\n"),
        ("nothing like HTTP", "hello?\r\n\r\n"),
    ] {
        let answers = exchange(address, sent);
        assert_bare(&answers, 400, what);
    }
    started.anonymous().get("/livez").assert_status(200);
}

/// Asserts that this is the parser's only response: without a body, and without the headers of all others.
#[track_caller]
fn assert_bare(answers: &[RawAnswer], status: u16, what: &str) {
    assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [status], "{what}: {answers:?}");
    let mut names: Vec<_> =
        answers[0].head.iter().filter_map(|line| line.split_once(':')).map(|(name, _)| name).collect();
    names.sort_unstable();
    assert_eq!((names.as_slice(), &*answers[0].body), (&["connection", "content-length", "date"][..], ""), "{what}");
    assert_eq!(answers[0].header("connection"), Some("close"), "{what}");
}

fn a_head_without_bounds_is_refused(store: &TestStore) {
    // Longer than a slow machine needs to read it.
    let started = store.start_with(&[("TRANCHE_SERVER__REQUEST_HEAD_TIMEOUT_SECONDS", "60")]);
    let address = &started.server.address;
    let headers = |number: usize| (0..number).map(|n| format!("X-{n}: {n}\r\n")).collect::<Vec<_>>().concat();
    for (what, sent) in [
        ("a long target", format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(200_000))),
        ("a long header", format!("GET /version HTTP/1.1\r\nHost: a\r\nX-A: {}\r\n\r\n", "a".repeat(200_000))),
        ("a name without end", format!("GET /version HTTP/1.1\r\nHost: a\r\n{}", "a".repeat(200_000))),
        ("one header too many", format!("GET /version HTTP/1.1\r\nHost: a\r\n{}\r\n", headers(96))),
        ("many headers", format!("GET /version HTTP/1.1\r\nHost: a\r\n{}\r\n", headers(1_000))),
        ("headers without end", format!("GET /version HTTP/1.1\r\nHost: a\r\n{}", headers(20_000))),
    ] {
        assert_bare(&exchange(address, sent), 431, what);
    }
    let most = format!("GET /version HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{}\r\n", headers(94));
    assert_eq!(exchange(address, most)[0].status, 200);
    started.anonymous().get("/livez").assert_status(200);
}

fn a_request_smuggled_behind_an_ambiguous_one_is_not_answered(store: &TestStore) {
    let started = store.start();
    let smuggled = "GET /version HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    for head in [
        format!("Content-Length: {}\r\nTransfer-Encoding: chunked\r\n", smuggled.len() + 5),
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n".to_owned(),
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n".to_owned(),
        "Transfer-Encoding: identity, chunked\r\n".to_owned(),
        "Transfer-Encoding:\x0bchunked\r\n".to_owned(),
        "Content-Length: 5\r\nContent-Length: 0\r\n".to_owned(),
        "Content-Length: 0x5\r\n".to_owned(),
    ] {
        let sent = format!("POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\n{head}\r\n0\r\n\r\n{smuggled}");
        let answers = exchange(&started.server.address, sent);
        assert_eq!(answers.len(), 1, "{head}: {answers:?}");
        assert_eq!(answers[0].status, 400, "{head}: {answers:?}");
    }
}

fn a_body_that_nobody_reads_does_not_become_a_request(store: &TestStore) {
    let started = store.start();
    let smuggled = "GET /version HTTP/1.1\r\nHost: a\r\n\r\n";
    for path in ["/nothing", "/livez", "/api/v1/auth/logout", "/api/v1/users"] {
        let sent = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{smuggled}GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            smuggled.len()
        );
        for answer in exchange(&started.server.address, sent) {
            assert!(!answer.body.contains("revision"), "{path}: {answer:?}");
        }
    }
}

fn requests_that_come_at_once_are_answered_in_order(store: &TestStore) {
    let started = store.start();
    let one = |path: &str, id: &str| format!("GET {path} HTTP/1.1\r\nHost: a\r\nX-Request-Id: {id}\r\n");
    let sent = format!(
        "{}\r\n{}\r\n{}Connection: close\r\n\r\n",
        one("/readyz", "first"),
        one("/nothing", "second"),
        one("/api/v1/auth/me", "third")
    );
    let answers = exchange(&started.server.address, sent);
    let answered: Vec<_> =
        answers.iter().map(|answer| (answer.status, answer.header("x-request-id").unwrap())).collect();
    assert_eq!(answered, [(200, "first"), (404, "second"), (401, "third")]);
}
