use std::{
    collections::BTreeSet,
    net::TcpListener,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    receiver::{Reaction, Receiver},
    start_traced,
    support::{Started, eventually, start},
};

/// The time limit for the end of a process that only traces delay.
const END: Duration = Duration::from_secs(4);

/// The time limit of a request: less than the timeout of the receiver, even on a slow machine.
const REQUEST: Duration = Duration::from_secs(4);

/// Makes more requests than one batch holds, and asserts that none is slow or refused.
fn assert_serves(started: &Started) {
    let ada = started.user("ada.lovelace");
    for _ in 0..300 {
        let since = Instant::now();
        ada.me().assert_status(200);
        assert!(since.elapsed() < REQUEST, "after {:?}", since.elapsed());
    }
}

fn assert_ends_in_time(started: Started) {
    let since = Instant::now();
    assert_eq!(started.server.stop().code(), Some(0));
    assert!(since.elapsed() < END, "after {:?}", since.elapsed());
}

/// How many lines of the log report lost traces.
fn losses(started: &Started) -> usize {
    started.workplace.log().matches("traces are not received and get lost").count()
}

#[test]
fn an_absent_receiver_hinders_no_request_and_is_logged_once() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let endpoint = format!("http://{nobody}");
    let started = start("memory:", &[("TRANCHE_TELEMETRY__OTLP_ENDPOINT", &endpoint)]);
    assert_serves(&started);
    eventually("the loss is logged", || (losses(&started) > 0).then_some(()));
    assert_serves_again(&started);
    assert_eq!(losses(&started), 1);
    assert_ends_in_time(started);
}

fn assert_serves_again(started: &Started) {
    started.anonymous().get("/version").assert_status(200);
}

#[test]
fn a_receiver_that_refuses_hinders_nobody_and_gets_what_comes_later() {
    let receiver = Receiver::start();
    receiver.react(Reaction::Refuse);
    let started = start_traced("memory:", &receiver, &[]);
    assert_serves(&started);
    eventually("the loss is logged", || (losses(&started) > 0).then_some(()));
    receiver.react(Reaction::Take);
    eventually("traces come", || {
        assert_serves_again(&started);
        receiver.spans().iter().any(|span| span.name == "GET /version").then_some(())
    });
    eventually("the recovery is logged", || {
        started.workplace.log().contains("traces are received again").then_some(())
    });
    assert_ends_in_time(started);
}

#[test]
fn a_receiver_that_never_answers_hinders_neither_requests_nor_the_end() {
    let receiver = Receiver::start();
    receiver.react(Reaction::Hang);
    let started = start_traced("memory:", &receiver, &[]);
    assert_serves(&started);
    assert_ends_in_time(started);
}

#[test]
fn what_waits_is_sent_at_the_end() {
    let receiver = Receiver::start();
    let started = start_traced("memory:", &receiver, &[]);
    started.anonymous().get("/version").assert_status(200);
    assert_ends_in_time(started);
    assert!(receiver.spans().iter().any(|span| span.name == "GET /version"));
}

/// The shape of a log's lines: the fields of each target and message, and those of the spans around it.
fn shapes(log: &str) -> BTreeSet<String> {
    let shape = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
        let spans = line["spans"].as_array().map(|spans| {
            spans.iter().map(|span| format!("{}({})", span["name"], keys(span))).collect::<Vec<_>>().join(" in ")
        });
        format!("{} {} {}: {}: {spans:?}", line["level"], line["target"], line["message"], keys(&line))
    };
    log.lines().map(shape).collect()
}

#[test]
fn the_log_is_the_same_with_traces_and_without() {
    let receiver = Receiver::start();
    let day = |started: Started| {
        let ada = started.user("ada.lovelace");
        ada.me().assert_status(200);
        ada.post("/api/v1/users", &Value::Null).assert_status(403);
        started.anonymous().me().assert_status(401);
        ada.log_out().assert_status(204);
        assert_eq!(started.server.stop().code(), Some(0));
        shapes(&started.workplace.log())
    };
    // Whether an event is delivered before the end is a matter of time.
    let settings = [("TRANCHE_LOG__LEVEL", "debug,mio=off,actix_server=off"), ("TRANCHE_EVENTS__DISPATCH", "false")];
    let plain = day(start("memory:", &settings));
    assert_eq!(day(start_traced("memory:", &receiver, &settings)), plain);
    assert!(plain.iter().any(|line| line.contains("\"answered\"") && line.contains("request_id")), "{plain:#?}");
    assert!(receiver.spans().iter().any(|span| span.name == "DELETE /api/v1/auth/logout"));
}

#[test]
fn traces_do_not_depend_on_the_level_of_the_log() {
    let receiver = Receiver::start();
    let started = start_traced("memory:", &receiver, &[("TRANCHE_LOG__LEVEL", "off")]);
    started.user("ada.lovelace").me().assert_status(200);
    let request = receiver.span("GET /api/v1/auth/me");
    assert_eq!(receiver.span("current_user").parent, request.id);
    assert_eq!(started.workplace.log(), "");
}
