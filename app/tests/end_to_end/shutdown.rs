use std::{
    fs,
    net::TcpStream,
    os::unix::process::ExitStatusExt,
    process::Child,
    time::{Duration, Instant},
};

use rustix::process::{Pid, kill_process};
use serde_json::json;

use crate::{
    cases::{Case, case},
    support::{Connection, PASSWORD, Server, Signal, Workplace, eventually, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_stop_is_announced_first_and_lets_requests_in_flight_finish),
        case(connections_that_nobody_uses_hold_no_stop_beyond_its_deadline),
        case(an_idle_server_stops_at_once),
        case(a_signal_that_ends_nothing_cuts_no_request),
        case(a_second_signal_cuts_no_request),
        case(a_command_ends_at_once_on_a_signal),
    ]
}

/// A sign-up that is sent except for its last byte, and that byte.
fn begin_sign_up(server: &Server, username: &str) -> (Connection, String) {
    begin(server, "signup", username)
}

/// A call that is sent except for its last byte, and that byte.
fn begin(server: &Server, call: &str, username: &str) -> (Connection, String) {
    let mut body = json!({"username": username, "password": PASSWORD}).to_string();
    let length = body.len();
    let last = body.split_off(length - 1);
    let mut connection = Connection::open(&server.address);
    connection.send(format!(
        "POST /api/v1/auth/{call} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    ));
    (connection, last)
}

fn a_stop_is_announced_first_and_lets_requests_in_flight_finish() {
    let workplace = Workplace::on_sqlite()
        .with("TRANCHE_SERVER__DRAIN_DELAY_SECONDS", "1")
        .with("TRANCHE_SERVER__SHUTDOWN_TIMEOUT_SECONDS", "15");
    for signal in [Signal::TERM, Signal::INT, Signal::QUIT] {
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
        assert_eq!(
            draining.body["checks"],
            json!({"store": "ok", "migrations": "ok", "server": "draining", "maintenance": "off"})
        );
        server.anonymous().get("/livez").assert_status(200);
        eventually("the server takes no more connections", || TcpStream::connect(&server.address).err());
        assert!(!server.has_ended(), "a request is in flight");
        connection.send(last);
        let answer = connection.answer();
        assert_eq!((answer.status, &answer.json()["username"]), (201, &json!(name)), "{answer:?}");
        assert_eq!(server.wait().code(), Some(0));
    }
    let server = workplace.start();
    for name in ["ada.15", "ada.2", "ada.3"] {
        server.anonymous().log_in(name, PASSWORD).assert_status(200);
    }
    let log = workplace.log();
    assert!(!log.contains("\"level\":\"ERROR\""), "a drain is no failure: {log}");
}

fn connections_that_nobody_uses_hold_no_stop_beyond_its_deadline() {
    let workplace = Workplace::on_any_store().with("TRANCHE_SERVER__SHUTDOWN_TIMEOUT_SECONDS", "2");
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
    let workplace = Workplace::on_any_store();
    let server = workplace.start();
    server.anonymous().get("/readyz").assert_status(200);
    let since = Instant::now();
    assert_eq!(server.stop().code(), Some(0));
    assert!(since.elapsed() < Duration::from_secs(2), "after {:?}", since.elapsed());
}

/// How often the log names the signal in a line like this.
fn logged(workplace: &Workplace, signal: &str, message: &str) -> usize {
    let log = workplace.log();
    let lines = log.lines().filter(|line| line.contains(message));
    lines.filter(|line| line.contains(&format!("\"signal\":\"{signal}\""))).count()
}

fn a_signal_that_ends_nothing_cuts_no_request() {
    let workplace = Workplace::on_any_store();
    let server = workplace.start();
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    for (signal, name) in [(Signal::HUP, "SIGHUP"), (Signal::USR1, "SIGUSR1"), (Signal::USR2, "SIGUSR2")] {
        let (mut connection, last) = begin(&server, "login", "ada.lovelace");
        server.anonymous().get("/livez").assert_status(200);
        for count in 1..=2 {
            server.send(signal);
            let is_logged = || (logged(&workplace, name, "a signal changes nothing") == count).then_some(());
            eventually("the signal is logged", is_logged);
        }
        connection.send(last);
        let answer = connection.answer();
        assert_eq!(
            (answer.status, &answer.json()["user"]["username"]),
            (200, &json!("ada.lovelace")),
            "{name}: {answer:?}"
        );
        server.anonymous().get("/readyz").assert_status(200);
    }
    assert_eq!(server.stop().code(), Some(0));
}

fn a_second_signal_cuts_no_request() {
    let workplace = Workplace::on_any_store().with("TRANCHE_SERVER__DRAIN_DELAY_SECONDS", "1");
    let mut server = workplace.start();
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let (mut connection, last) = begin(&server, "login", "ada.lovelace");
    server.anonymous().get("/livez").assert_status(200);
    server.send(Signal::TERM);
    eventually("the server drains", || (logged(&workplace, "SIGTERM", "stopping: ") == 1).then_some(()));
    for (signal, name) in [(Signal::TERM, "SIGTERM"), (Signal::INT, "SIGINT"), (Signal::QUIT, "SIGQUIT")] {
        server.send(signal);
        eventually("the signal is logged", || (logged(&workplace, name, "stopping already") == 1).then_some(()));
    }
    server.send(Signal::HUP);
    eventually("the signal is logged", || (logged(&workplace, "SIGHUP", "changes nothing") == 1).then_some(()));
    assert!(!server.has_ended(), "a request is in flight");
    connection.send(last);
    let answer = connection.answer();
    assert_eq!((answer.status, &answer.json()["user"]["username"]), (200, &json!("ada.lovelace")), "{answer:?}");
    assert_eq!(server.wait().code(), Some(0));
}

/// Whether the process waits for something, as Linux reports it.
fn is_asleep(process: &Child) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    status.lines().any(|line| line.starts_with("State:") && line.contains("sleeping"))
}

/// The signals that this process ignores, as Linux reports them: a bit each.
fn ignored_signals() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap();
    u64::from_str_radix(mask.trim(), 16).unwrap()
}

/// No client waits for a command's result, and closing the terminal should end it.
fn a_command_ends_at_once_on_a_signal() {
    // A background process, or one under nohup, ignores some signals, and so do its children.
    let ignored = ignored_signals();
    for signal in [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM] {
        if ignored & (1 << (signal.as_raw() - 1)) != 0 {
            continue;
        }
        let workplace = Workplace::on_any_store();
        let mut command = workplace.begin(&["users", "create", "--username", "ada.lovelace"]);
        eventually("the command waits for the password", || is_asleep(&command).then_some(()));
        kill_process(Pid::from_child(&command), signal).unwrap();
        assert_eq!(command.wait().unwrap().signal(), Some(signal.as_raw()));
    }
}
