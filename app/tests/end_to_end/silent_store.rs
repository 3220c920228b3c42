//! A store that stops responding in the middle of a request, at each of its calls: the calls of a request share one
//! deadline.

use std::net::ToSocketAddrs;

use test_databases::TestDatabase;

use crate::{
    cases::{Case, on_dynamodb, on_postgres},
    database_faults::proxy,
    outage::{assert_heals, in_time},
    support::{Entry, FaultProxy, Format, PASSWORD, Weather, dynamodb_server, new_table, start_behind},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_postgres(postgresql_that_falls_silent_at_any_call_holds_no_answer_beyond_the_bound),
        on_postgres(postgresql_that_falls_silent_at_any_call_holds_no_function_beyond_the_bound),
        on_dynamodb(dynamodb_that_falls_silent_at_any_call_holds_no_answer_beyond_the_bound),
        on_dynamodb(dynamodb_that_falls_silent_at_any_call_holds_no_function_beyond_the_bound),
    ]
}

/// More pieces than a log-in sends: each is a call, or a part of one.
const PIECES: usize = 40;

const FUNCTION: Entry = Entry::Function(Format::V2);

fn postgresql_that_falls_silent_at_any_call_holds_no_answer_beyond_the_bound() {
    postgresql_falls_silent(Entry::Server);
}

fn postgresql_that_falls_silent_at_any_call_holds_no_function_beyond_the_bound() {
    postgresql_falls_silent(FUNCTION);
}

fn dynamodb_that_falls_silent_at_any_call_holds_no_answer_beyond_the_bound() {
    dynamodb_falls_silent(Entry::Server);
}

fn dynamodb_that_falls_silent_at_any_call_holds_no_function_beyond_the_bound() {
    dynamodb_falls_silent(FUNCTION);
}

fn postgresql_falls_silent(entry: Entry) {
    let database = TestDatabase::create().unwrap();
    let (proxy, url) = proxy(&database);
    fall_silent(entry, &proxy, &url);
}

fn dynamodb_falls_silent(entry: Entry) {
    let (server, url) = (dynamodb_server().unwrap(), new_table().unwrap());
    let address = server.trim_start_matches("http://").trim_end_matches('/');
    let proxy = FaultProxy::to(address.to_socket_addrs().unwrap().next().unwrap());
    fall_silent(entry, &proxy, &url.replace(&server, &format!("http://{}", proxy.address())));
}

fn fall_silent(entry: Entry, proxy: &FaultProxy, url: &str) {
    // Only the log-in may use up the pieces.
    let settings = [
        ("TRANCHE_EVENTS__DISPATCH", "false"),
        ("TRANCHE_RATE_LIMIT__ENABLED", "true"),
        // An attempt that could not be settled stays counted.
        ("TRANCHE_RATE_LIMIT__ACCOUNT_ADDRESS_ATTEMPTS", "100"),
        ("TRANCHE_RATE_LIMIT__ADDRESS_ATTEMPTS", "1000"),
    ];
    let started = start_behind(entry, 1, url, &settings);
    let anonymous = started.anonymous();
    anonymous.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    for pieces in 0..PIECES {
        proxy.hang_after(pieces);
        let answer = in_time(|| anonymous.log_in("ada.lovelace", PASSWORD));
        if !proxy.is_hanging() {
            answer.assert_status(200);
            assert!(pieces > 3, "a log-in has several calls");
            return;
        }
        if answer.status != 200 {
            answer.assert_problem(503, "unavailable");
        }
        proxy.set(Weather::Fair);
        // Hanging connections are cut, so that their pieces don't pass in the next round.
        proxy.cut();
        assert_heals(&anonymous);
    }
    panic!("a log-in takes more than {PIECES} pieces");
}
