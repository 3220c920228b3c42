use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{eventually, is_uuid7},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![case(a_sane_request_id_is_taken), case(an_odd_request_id_is_replaced), case(the_request_id_stands_in_the_log)]
}

const PATHS: [&str; 4] = ["/livez", "/nothing", "/api/v1/auth/me", "/docs/"];

fn a_sane_request_id_is_taken(store: &TestStore) {
    let started = store.start();
    for id in ["a", "A.b_c-9", &"x".repeat(128), "0199b1a4-7c00-7000-8000-000000000001"] {
        for path in PATHS {
            let answer = started.anonymous().call("GET", path).header("x-request-id", id).send();
            assert_eq!(answer.header_lines("x-request-id"), [id], "{path}");
            if answer.status >= 400 {
                assert_eq!(answer.body["requestId"], id, "{path}");
            }
        }
    }
}

fn an_odd_request_id_is_replaced(store: &TestStore) {
    let started = store.start();
    let mut made = Vec::new();
    let odd: [&[u8]; 9] =
        [b"", b"a b", b"a\tb", b"a\"b", b"{\"level\":\"ERROR\"}", b"a/b", b"a,b", "\u{e4}".as_bytes(), &[b'x'; 129]];
    for id in odd {
        for path in PATHS {
            let answer = started.anonymous().call("GET", path).header_bytes("x-request-id", id).send();
            let own = answer.header("x-request-id").to_owned();
            assert!(is_uuid7(&own.as_str().into()), "{id:?}: {own}");
            made.push(own);
        }
    }
    made.push(started.anonymous().get("/livez").header("x-request-id").to_owned());
    let number = made.len();
    made.sort_unstable();
    made.dedup();
    assert_eq!(made.len(), number, "every request has an id of its own");
}

fn the_request_id_stands_in_the_log(store: &TestStore) {
    let started = store.start();
    let call = started.anonymous().call("GET", "/api/v1/auth/me").header("x-request-id", "find-me-again");
    call.send().assert_problem(401, "unauthenticated");
    eventually("the line about the request", || {
        started.log().contains("\"request_id\":\"find-me-again\"").then_some(())
    });
}
