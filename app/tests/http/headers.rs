use serde_json::Value;
use ureq::http::HeaderName;

use crate::{
    cases::{Case, case, case_of_connections, case_of_options, case_of_proxies},
    stores::TestStore,
    support::{Answer, Client, PASSWORD, Started, eventually},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(every_kind_of_answer_carries_the_security_headers),
        case(tls_is_required_where_browsers_speak_it_and_nowhere_else),
        case_of_options(an_answer_to_options_carries_them_too),
        case_of_connections(a_proxy_is_believed_where_it_is_trusted),
        case_of_proxies(a_client_is_known_by_its_address_however_proxies_write_it),
    ]
}

const TWO_YEARS: &str = "max-age=63072000; includeSubDomains";

/// A response of each kind, with its status. The client has asserted the headers that all responses have.
fn of_every_kind(started: &Started) -> Vec<(u16, Answer)> {
    let (client, user) = (started.anonymous(), started.user("ada.lovelace"));
    let login = |client: &Client| client.call("POST", "/api/v1/auth/login");
    vec![
        (200, client.get("/livez")),
        (200, user.me()),
        (200, client.get("/docs/")),
        (201, client.sign_up("grace.hopper", PASSWORD)),
        (307, client.get("/")),
        (400, login(&client).body("application/json", "{").send()),
        (401, client.me()),
        (401, client.log_in("ada.lovelace", "wrong horse battery")),
        (403, login(&user).send()),
        (403, login(&client).header("sec-fetch-site", "cross-site").send()),
        (404, client.get("/nothing")),
        (404, client.get("/docs/nothing")),
        (405, client.call("PUT", "/livez").send()),
        (409, client.sign_up("ADA.lovelace", PASSWORD)),
        (413, login(&client).body("application/json", vec![b' '; 65_537]).send()),
        (415, login(&client).body("text/plain", "{}").send()),
        (422, client.sign_up("ada", PASSWORD)),
        (204, user.log_out()),
    ]
}

fn every_kind_of_answer_carries_the_security_headers(store: &TestStore) {
    let started = store.start();
    for (status, answer) in of_every_kind(&started) {
        answer.assert_status(status);
        let header_names = answer.headers.keys().map(HeaderName::as_str);
        let revealing: Vec<_> = header_names.filter(|name| ["server", "x-powered-by"].contains(name)).collect();
        assert_eq!(revealing, Vec::<&str>::new(), "{status}");
        assert_eq!(answer.header("strict-transport-security"), "", "{status}");
    }
}

fn tls_is_required_where_browsers_speak_it_and_nowhere_else(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SERVER__PUBLIC_ORIGIN", "https://api.example.test")]);
    for (status, answer) in of_every_kind(&started) {
        answer.assert_status(status);
        assert_eq!(answer.header_lines("strict-transport-security"), [TWO_YEARS], "{status}");
    }
}

fn an_answer_to_options_carries_them_too(store: &TestStore) {
    let options = |started: &Started| {
        let answer = started.anonymous().call("OPTIONS", "/api/v1/auth/login").send();
        answer.assert_status(405);
        answer
    };
    assert_eq!(options(&store.start()).header("strict-transport-security"), "");
    let started = store.start_with(&[("TRANCHE_SERVER__PUBLIC_ORIGIN", "https://api.example.test")]);
    assert_eq!(options(&started).header_lines("strict-transport-security"), [TWO_YEARS]);
}

fn a_proxy_is_believed_where_it_is_trusted(store: &TestStore) {
    for (trusted, expected) in [("127.0.0.0/8", TWO_YEARS), ("10.0.0.0/8", "")] {
        let started = store.start_with(&[("TRANCHE_SERVER__TRUSTED_PROXIES", trusted)]);
        let behind = |proto: &str| started.anonymous().call("GET", "/livez").header("x-forwarded-proto", proto).send();
        for https in ["https", "HTTPS", "http, https", "https,", "\"https\""] {
            assert_eq!(behind(https).header("strict-transport-security"), expected, "{trusted}: {https}");
        }
        for http in ["http", "https, http", "https, gopher", ","] {
            assert_eq!(behind(http).header("strict-transport-security"), "", "{trusted}: {http}");
        }
    }
}

/// The address in the line of the access log about the request with this id.
fn logged_address(started: &Started, id: &str) -> Value {
    eventually("the request is logged", || {
        let log = started.log();
        let mut lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let is_of_it = |line: &Value| {
            line["spans"].as_array().is_some_and(|spans| spans.iter().any(|span| span["request_id"] == id))
        };
        lines.find(|line| line["target"] == "access" && is_of_it(line)).map(|line| line["address"].clone())
    })
}

fn a_client_is_known_by_its_address_however_proxies_write_it(store: &TestStore) {
    let started = store.start_with(&[("TRANCHE_SERVER__TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8")]);
    for (number, (forwarded, expected)) in [
        (&["198.51.100.1"][..], "198.51.100.1"),
        (&["198.51.100.1:4711"], "198.51.100.1"),
        (&["\"198.51.100.1:4711\""], "198.51.100.1"),
        (&["[2001:db8::1]"], "2001:db8::1"),
        (&["\"[2001:DB8::1]:443\""], "2001:db8::1"),
        (&["[::ffff:198.51.100.1]:443"], "198.51.100.1"),
        (&[", 198.51.100.1, ,"], "198.51.100.1"),
        (&["192.0.2.1, 198.51.100.1, 10.1.1.1"], "198.51.100.1"),
        (&["192.0.2.1", "198.51.100.1, [::ffff:10.1.1.1]", ","], "198.51.100.1"),
        (&["\"192.0.2.1, 198.51.100.1"], "198.51.100.1"),
        (&["198.51.100.1, unknown, 10.1.1.1"], "10.1.1.1"),
        (&["198.51.100.1, _hidden"], "127.0.0.1"),
        (&[], "127.0.0.1"),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("forwarded-{number}");
        let call = started.anonymous().call("GET", "/livez").header("x-request-id", &id);
        let lines = forwarded.iter().fold(call, |call, line| call.header("x-forwarded-for", line));
        lines.send().assert_status(200);
        assert_eq!(logged_address(&started, &id), expected, "{forwarded:?}");
    }
}
