use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    cases::{Case, case},
    short_or_long,
    support::{Client, Connection, Started, raise_file_limit, start, within},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(clients_that_read_nothing_of_a_file_keep_nobody_out).alone(),
        case(clients_that_read_nothing_of_a_long_page_keep_nobody_out).alone(),
    ]
}

/// How long they may stay after the last of them connected: the write timeout is 30 s in a long run, and 1.5 s
/// otherwise.
const LONGEST: Duration = Duration::from_secs(45);
/// The most memory of the process with all of them, which is less than a third of what the containers have.
const MOST_BYTES: u64 = 150_000_000;
/// The time limit of other clients' responses.
const QUICK: Duration = Duration::from_secs(1);

fn clients_that_read_nothing_of_a_file_keep_nobody_out() {
    let started = start_for_a_crowd();
    crowd(&started, "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: a\r\n\r\n");
}

fn clients_that_read_nothing_of_a_long_page_keep_nobody_out() {
    let started = start_for_a_crowd();
    let admin = started.super_admin();
    for number in 0..100 {
        // The longest description that there may be.
        let (name, description) = (format!("Tea {number}"), "tea ".repeat(1_000).trim_end().to_owned());
        let price = json!({"amount": 250, "currency": "EUR"});
        let product = json!({"name": name, "description": description, "price": price, "stock": 1});
        admin.post("/api/v1/products", &product).assert_status(201);
    }
    let page = started.anonymous().get("/api/v1/products?pageSize=100");
    assert!(page.assert_status(200).text.len() > 400_000);
    crowd(&started, "GET /api/v1/products?pageSize=100 HTTP/1.1\r\nHost: a\r\n\r\n");
}

fn start_for_a_crowd() -> Started {
    raise_file_limit();
    let seconds = short_or_long(1, 20).to_string();
    start("sqlite:store.db", &[("TRANCHE_SERVER__BODY_TIMEOUT_SECONDS", &seconds)])
}

/// Clients that send a request eight times at once and read nothing.
fn crowd(started: &Started, request: &str) {
    let number = short_or_long(100, 1_000);
    let before = started.server.resident_bytes();
    let mut crowd: Vec<_> = (0..number)
        .map(|_| {
            let mut connection = Connection::open(&started.server.address);
            connection.send(request.repeat(8));
            connection
        })
        .collect();
    let opened = Instant::now();
    let mut most = 0;
    thread::scope(|scope| {
        let others = scope.spawn(|| others_are_answered(&started.anonymous(), opened));
        within(LONGEST, "clients that read nothing are closed", || {
            most = most.max(started.server.resident_bytes());
            // A refused client has had its response: it is idle, as any other that may send another request.
            crowd.retain(|connection| !connection.is_reset() && !connection.begins_with("HTTP/1.1 503"));
            crowd.is_empty().then_some(())
        });
        others.join().unwrap();
    });
    eprintln!("{number} clients took {before} to {most} bytes for {:?}", opened.elapsed());
    assert!(most < MOST_BYTES, "{most} bytes");
}

/// Sends requests for a while. While the crowd connects they may be refused, for the time that the server needs to
/// notice that it reads nothing.
fn others_are_answered(other: &Client, since: Instant) {
    let mut refused = 0;
    while since.elapsed() < Duration::from_secs(5) {
        let asked = Instant::now();
        let answer = other.get("/version");
        assert!(asked.elapsed() < QUICK, "after {:?}", asked.elapsed());
        if answer.status != 200 {
            answer.assert_problem(503, "unavailable");
            assert!(since.elapsed() < 3 * QUICK, "refused after {:?}", since.elapsed());
            refused += 1;
        }
        thread::sleep(Duration::from_millis(10));
    }
    eprintln!("others were refused {refused} times");
}
