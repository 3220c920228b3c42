use std::{
    net::TcpStream,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    cases::{Case, case},
    support::{Connection, PASSWORD, Server, Signal, Workplace, eventually, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_stop_tells_first_and_lets_requests_in_flight_finish),
        case(connections_that_nobody_uses_hold_no_stop_beyond_its_deadline),
        case(an_idle_server_stops_at_once),
    ]
}

/// A sign-up that is sent but for its last byte, and that byte.
fn begin_sign_up(server: &Server, username: &str) -> (Connection, String) {
    let mut body = json!({"username": username, "password": PASSWORD}).to_string();
    let length = body.len();
    let last = body.split_off(length - 1);
    let mut connection = Connection::open(&server.address);
    connection.send(format!(
        "POST /api/v1/auth/signup HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    ));
    (connection, last)
}

fn a_stop_tells_first_and_lets_requests_in_flight_finish() {
    let workplace = Workplace::on_sqlite()
        .with("TRANCHE_SERVER__DRAIN_DELAY_SECONDS", "1")
        .with("TRANCHE_SERVER__SHUTDOWN_TIMEOUT_SECONDS", "15");
    for signal in [Signal::TERM, Signal::INT] {
        let mut server = workplace.start();
        server.anonymous().get("/readyz").assert_status(200);
        let name = format!("ada.{}", signal.as_raw());
        let (mut connection, last) = begin_sign_up(&server, &name);
        // The server answers its connections in turn: this one was accepted after the other.
        server.anonymous().get("/livez").assert_status(200);
        server.send(signal);

        let draining = eventually("the server is unready", || {
            let answer = server.anonymous().get("/readyz");
            (answer.status == 503).then_some(answer)
        });
        draining.assert_problem(503, "unavailable");
        assert_eq!(draining.body["checks"], json!({"store": "ok", "migrations": "ok", "server": "draining"}));
        server.anonymous().get("/livez").assert_status(200);
        eventually("the server takes no more connections", || TcpStream::connect(&server.address).err());
        assert!(!server.has_ended(), "a request is in flight");
        connection.send(last);
        let answer = connection.answer();
        assert_eq!((answer.status, &answer.json()["username"]), (201, &json!(name)), "{answer:?}");
        assert_eq!(server.wait().code(), Some(0));
    }
    let server = workplace.start();
    for name in ["ada.15", "ada.2"] {
        server.anonymous().log_in(name, PASSWORD).assert_status(200);
    }
}

fn connections_that_nobody_uses_hold_no_stop_beyond_its_deadline() {
    let workplace = Workplace::on_sqlite().with("TRANCHE_SERVER__SHUTDOWN_TIMEOUT_SECONDS", "2");
    let mut server = workplace.start();
    sign_up_and_log_in(&server.anonymous(), "ada.lovelace");
    let mut held = Vec::new();
    for begun in ["", "GET /livez HTTP/1.1\r\nHost: a\r\n", "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"] {
        for _ in 0..3 {
            let mut connection = Connection::open(&server.address);
            connection.send(begun);
            held.push(connection);
        }
    }
    for number in 0..3 {
        held.push(begin_sign_up(&server, &format!("never.{number}")).0);
    }
    server.anonymous().get("/livez").assert_status(200);
    let since = Instant::now();
    server.send(Signal::TERM);
    assert_eq!(server.wait().code(), Some(0));
    assert!(since.elapsed() < Duration::from_secs(4), "after {:?}", since.elapsed());
    drop(held);
}

fn an_idle_server_stops_at_once() {
    let workplace = Workplace::on_sqlite();
    let server = workplace.start();
    server.anonymous().get("/readyz").assert_status(200);
    let since = Instant::now();
    assert_eq!(server.stop().code(), Some(0));
    assert!(since.elapsed() < Duration::from_secs(2), "after {:?}", since.elapsed());
}
