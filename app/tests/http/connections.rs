use std::{
    io::{Read, Write},
    thread,
    time::Duration,
};

use serde_json::json;

use crate::{
    cases::{Case, case_of_connections},
    orders::{ORDERS, basket, path, product, stock},
    stores::TestStore,
    support::{Connection, PASSWORD, RawAnswer, Started, eventually},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case_of_connections(a_connection_whose_body_is_not_wanted_is_closed),
        case_of_connections(a_flood_after_the_answer_ends),
        case_of_connections(a_small_body_that_is_not_wanted_leaves_the_connection_usable),
        case_of_connections(a_head_that_stalls_behind_another_request_is_given_up),
        case_of_connections(a_client_that_reads_nothing_is_closed),
        case_of_connections(a_client_that_reads_slowly_gets_everything),
        case_of_connections(a_permit_is_held_until_the_response_is_sent_or_its_client_stalls),
        case_of_connections(a_thousand_requests_at_once_are_answered_in_order),
        case_of_connections(a_client_that_closes_its_sending_side_is_answered),
        case_of_connections(an_order_of_a_client_that_closes_its_sending_side_is_placed_once_and_answered),
        case_of_connections(a_body_that_ends_with_the_sending_side_is_refused),
    ]
}

/// The largest file that is served.
const FILE: &str = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: a\r\n\r\n";
const LIVEZ: &str = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";
const JSON: &str = "Content-Type: application/json\r\n";

/// A server whose timeout for clients is a second, or half as long again.
fn start(store: &TestStore) -> Started {
    store.start_with(&[
        ("TRANCHE_SERVER__BODY_TIMEOUT_SECONDS", "1"),
        ("TRANCHE_SERVER__REQUEST_HEAD_TIMEOUT_SECONDS", "1"),
    ])
}

/// Requests that get their response before their body has ended: the status, the method and target, and headers.
const UNWANTED: [(u16, &str, &str); 8] = [
    (200, "GET /livez", ""),
    (200, "GET /api/v1/products", JSON),
    (404, "POST /nowhere", ""),
    (405, "POST /livez", ""),
    (401, "POST /api/v1/users", JSON),
    (403, "POST /api/v1/auth/login", "Content-Type: application/json\r\nSec-Fetch-Site: cross-site\r\n"),
    (415, "POST /api/v1/auth/login", "Content-Type: text/plain\r\n"),
    (408, "POST /api/v1/auth/login", JSON),
];

fn a_connection_whose_body_is_not_wanted_is_closed(store: &TestStore) {
    let started = start(store);
    thread::scope(|scope| {
        for (status, target, headers) in UNWANTED {
            for framing in ["Transfer-Encoding: chunked", "Content-Length: 60000"] {
                for close in ["", "Connection: close\r\n"] {
                    for drips in [false, true] {
                        let head = format!("{target} HTTP/1.1\r\nHost: a\r\n{headers}{close}{framing}\r\n\r\n");
                        let address = &started.server.address;
                        scope.spawn(move || {
                            let mut connection = Connection::open(address);
                            connection.send(&head);
                            let answer = connection.answer();
                            assert_eq!(answer.status, status, "{head}");
                            assert_eq!(answer.header("connection"), Some("close"), "{head}");
                            eventually(&head, || {
                                if drips {
                                    connection.send("1\r\na\r\n");
                                }
                                connection.is_closed().then_some(())
                            });
                        });
                    }
                }
            }
        }
    });
}

fn a_flood_after_the_answer_ends(store: &TestStore) {
    let started = start(store);
    let chunk = format!("2000\r\n{}\r\n", " ".repeat(0x2000));
    for (status, target, headers) in [(413, "/api/v1/auth/login", JSON), (404, "/nowhere", "")] {
        let mut connection = Connection::open(&started.server.address);
        let mut receiving = Connection(connection.0.try_clone().unwrap());
        connection.send(format!("POST {target} HTTP/1.1\r\nHost: a\r\n{headers}Transfer-Encoding: chunked\r\n\r\n"));
        thread::scope(|scope| {
            let answer = scope.spawn(move || receiving.answer());
            let mut sent = 0;
            eventually("the flood ends", || match connection.send_some(&chunk.as_bytes()[sent % chunk.len()..]) {
                Some(count) => {
                    sent += count;
                    None
                }
                None => Some(()),
            });
            assert_eq!(answer.join().unwrap().status, status, "{target}");
        });
    }
    started.anonymous().get("/livez").assert_status(200);
}

fn a_small_body_that_is_not_wanted_leaves_the_connection_usable(store: &TestStore) {
    let started = start(store);
    let mut connection = Connection::open(&started.server.address);
    for _ in 0..3 {
        for (status, target, headers) in UNWANTED {
            if status == 408 {
                continue;
            }
            for body in ["Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "Content-Length: 2\r\n\r\n{}"] {
                connection.send(format!("{target} HTTP/1.1\r\nHost: a\r\n{headers}{body}"));
                let answer = connection.answer();
                assert_eq!((answer.status, answer.header("connection")), (status, None), "{target} {body}");
            }
        }
    }
    connection.send(LIVEZ);
    assert_eq!(connection.answer().status, 200);
}

fn a_head_that_stalls_behind_another_request_is_given_up(store: &TestStore) {
    let started = start(store);
    let mut connections = ["", "G", "GET /livez HTTP/1.1\r\nHost: a\r\nX-A: "].map(|begun| {
        let mut connection = Connection::open(&started.server.address);
        connection.send(LIVEZ);
        assert_eq!(connection.answer().status, 200);
        connection.send(begun);
        connection
    });
    let [idle, stalled, dripping] = &mut connections;
    eventually("a head that arrives in drips times out", || {
        dripping.send("a");
        dripping.is_closed().then_some(())
    });
    stalled.assert_closed();
    // A connection without a begun request is idle, which has a longer timeout.
    idle.send(LIVEZ);
    assert_eq!(idle.answer().status, 200);
}

fn a_client_that_reads_nothing_is_closed(store: &TestStore) {
    let started = start(store);
    let connections =
        [FILE.repeat(8), FILE.repeat(8) + "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"].map(
            |requests| {
                let mut connection = Connection::open(&started.server.address);
                connection.send(requests);
                connection
            },
        );
    for connection in connections {
        eventually("the connection of a client that reads nothing is closed", || connection.is_reset().then_some(()));
    }
    started.anonymous().get("/livez").assert_status(200);
}

fn a_client_that_reads_slowly_gets_everything(store: &TestStore) {
    let started = start(store);
    let mut quick = Connection::open(&started.server.address);
    quick.send(FILE);
    let expected = quick.answer();
    let mut slow = Connection::open(&started.server.address);
    slow.send(FILE.repeat(2));
    let length = 2 * (expected.body.len() + expected.head.join("\r\n").len());
    let (mut received, mut piece) = (Vec::new(), vec![0; 128 * 1024]);
    while received.len() < length {
        let count = slow.0.read(&mut piece).unwrap();
        assert_ne!(count, 0, "after {} bytes", received.len());
        received.extend_from_slice(&piece[..count]);
        // It takes longer in all than the timeout of one write.
        thread::sleep(Duration::from_millis(40));
    }
    let received = String::from_utf8(received).unwrap();
    assert_eq!(received.matches(&expected.body).count(), 2);
}

fn a_permit_is_held_until_the_response_is_sent_or_its_client_stalls(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SERVER__MAX_REQUESTS_IN_FLIGHT", "1")]);
    let mut readers = Vec::new();
    eventually("a request over the concurrency limit is refused", || {
        let mut reader = Connection::open(&started.server.address);
        reader.send(FILE.repeat(7) + &FILE.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        readers.push(reader);
        let answer = started.anonymous().get("/version");
        let is_refused = answer.status != 200;
        if is_refused {
            answer.assert_problem(503, "unavailable");
        }
        is_refused.then_some(())
    });
    // Long before the connections of clients that read nothing are closed.
    eventually("a stalled permit is released", || (started.anonymous().get("/version").status == 200).then_some(()));
    // Requests that came while no permit was free took those of stalled clients.
    let broken_off = readers.into_iter().map(Connection::answers).filter(|answers| {
        let last = answers.last().unwrap();
        let length: usize = last.header("content-length").unwrap().parse().unwrap();
        answers.len() < 8 && last.body.len() < length
    });
    assert!(broken_off.count() > 0);
}

fn a_thousand_requests_at_once_are_answered_in_order(store: &TestStore) {
    const REQUESTS: usize = 1_000;
    let started = start(store);
    let request = |number: usize| match number % 3 {
        0 => format!("GET /version HTTP/1.1\r\nHost: a\r\nX-Request-Id: {number}\r\n\r\n"),
        1 => format!("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: {number}\r\n\r\n"),
        _ => format!(
            "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nX-Request-Id: {number}\r\n{JSON}Content-Length: 2\r\n\r\n{{}}"
        ),
    };
    let mut connection = Connection::open(&started.server.address);
    let mut sending = connection.0.try_clone().unwrap();
    let requests: String = (0..REQUESTS).map(request).collect();
    thread::scope(|scope| {
        scope.spawn(move || sending.write_all(requests.as_bytes()).unwrap());
        for number in 0..REQUESTS {
            let answer = connection.answer();
            let expected = [200, 307, 400][number % 3];
            assert_eq!((answer.status, answer.header("x-request-id")), (expected, Some(&*number.to_string())));
        }
    });
}

/// The response to a client that closes its sending side behind its requests.
fn answers_to(started: &Started, requests: &str) -> Vec<RawAnswer> {
    let mut connection = Connection::open(&started.server.address);
    connection.send(requests);
    connection.close_sending();
    connection.answers()
}

fn a_client_that_closes_its_sending_side_is_answered(store: &TestStore) {
    let started = store.start();
    started.user("ada.lovelace");
    let body = json!({"username": "ada.lovelace", "password": PASSWORD}).to_string();
    let length = body.len();
    let log_in = format!("POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\n{JSON}Content-Length: {length}\r\n\r\n{body}");
    let chunked = format!(
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\n{JSON}Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n"
    );
    let list = "GET /api/v1/products HTTP/1.1\r\nHost: a\r\n\r\n";
    for (requests, expected) in [
        (LIVEZ.to_owned(), vec![200]),
        (FILE.to_owned(), vec![200]),
        (list.to_owned(), vec![200]),
        (log_in.clone(), vec![200]),
        (chunked, vec![200]),
        (format!("{list}{log_in}{FILE}"), vec![200, 200, 200]),
    ] {
        let statuses: Vec<_> = answers_to(&started, &requests).iter().map(|answer| answer.status).collect();
        assert_eq!(statuses, expected, "{requests}");
    }
}

fn an_order_of_a_client_that_closes_its_sending_side_is_placed_once_and_answered(store: &TestStore) {
    let started = store.start();
    let (admin, ada) = (started.super_admin(), started.user("ada.lovelace"));
    let tea = product(&admin, "Tea", 250, 10);
    let body = basket([(&tea, 3)]).to_string();
    let (cookie, length) = (ada.cookie.as_deref().unwrap(), body.len());
    let order = format!(
        "POST {ORDERS} HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\n{JSON}Content-Length: {length}\r\n\r\n{body}"
    );
    let answers = answers_to(&started, &order);
    assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [201]);
    assert_eq!(ada.get(&path(&answers[0].json())).assert_status(200).body["items"][0]["quantity"], 3);
    assert_eq!(stock(&admin, &tea), 7);
}

fn a_body_that_ends_with_the_sending_side_is_refused(store: &TestStore) {
    let started = store.start();
    for framing in ["Content-Length: 100", "Transfer-Encoding: chunked"] {
        let request = format!("POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\n{JSON}{framing}\r\n\r\n2\r\n{{}}");
        let answers = answers_to(&started, &request);
        assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [400], "{framing}");
    }
}
