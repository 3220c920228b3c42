use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    support::{JWT_SECRET, PASSWORD, PEPPER, Token, Workplace, exchange, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(no_secret_is_logged_at_any_level_and_each_line_is_one_object),
        case(no_secret_is_logged_for_people_either),
        case(a_log_that_nobody_reads_stops_no_request),
    ]
}

/// Texts that no log line may hold: each is sent in a request.
const CANARIES: [&str; 5] =
    ["canary-right-password", "canary-wrong-password", "canary-in-a-name", "canary-in-json", "canary-cookie"];

/// The log of a server after requests of every kind.
struct BusyDay {
    log: String,
    /// The cookies that it set.
    cookies: Vec<String>,
    /// The requests with a response, malformed ones left out.
    answered: usize,
}

/// Requests of every kind, logged at the lowest level.
fn busy_day(format: &str) -> BusyDay {
    let workplace = Workplace::on_any_store()
        .with("TRANCHE_LOG__LEVEL", "trace")
        .with("TRANCHE_LOG__FORMAT", format)
        .with("TRANCHE_SESSION__RENEW_BELOW", "1");
    let server = workplace.start();
    let client = server.anonymous();
    client.sign_up("ada.lovelace", CANARIES[0]).assert_status(201);
    let logged_in = client.log_in("ada.lovelace", CANARIES[0]);
    logged_in.assert_status(200);
    client.log_in("ada.lovelace", CANARIES[1]).assert_problem(401, "invalid-credentials");
    client.log_in(CANARIES[2], PASSWORD).assert_problem(401, "invalid-credentials");
    client.sign_up("grace.hopper", &CANARIES[1][..6]).assert_problem(422, "invalid-password");
    let login = || client.call("POST", "/api/v1/auth/login");
    login().body("application/json", format!("{{\"password\":\"{}\"", CANARIES[3])).send().assert_status(400);
    login().json(&json!({"password": {"x": CANARIES[3]}})).send().assert_status(400);
    login().body("text/plain", CANARIES[3]).send().assert_status(415);
    let ada = client.with_cookie(logged_in.cookie());
    let seen = ada.me();
    seen.assert_status(200);
    ada.with_cookie(format!("access_token={}", CANARIES[4])).me().assert_status(401);
    let change = json!({"currentPassword": CANARIES[0], "newPassword": "canary-right-password-2"});
    let changed = ada.call("PUT", "/api/v1/auth/password").json(&change).send();
    changed.assert_status(204);
    let ada = client.with_cookie(changed.cookie());
    ada.log_out().assert_status(204);
    let answered = 12 + odd_requests(&server.address);
    let cookies = [logged_in.cookie(), changed.cookie()].map(str::to_owned).to_vec();
    assert_eq!(server.stop().code(), Some(0));
    BusyDay { log: workplace.log(), cookies, answered }
}

/// Requests that would corrupt a log that takes them as they are. Returns how many of them passed the parser.
fn odd_requests(address: &str) -> usize {
    let mut answered = 0;
    for target in ["/%0a%7b%22level%22:%22ERROR%22%7d", "/a%00b?c=%0d%0a", "/%22quoted%22%5c", "/\u{e4}\u{1f980}"] {
        for agent in ["\"}{\"level\":\"ERROR\"", "\\", "\u{1b}[31mred", "a\tb"] {
            let head = format!("Host: a\r\nUser-Agent: {agent}\r\nX-Request-Id: {agent}\r\nConnection: close\r\n");
            let answers = exchange(address, format!("GET {target} HTTP/1.1\r\n{head}\r\n"));
            answered += answers.iter().filter(|answer| answer.header("x-request-id").is_some()).count();
        }
    }
    exchange(address, "nothing like HTTP\r\n\r\n");
    assert!(answered >= 6, "{answered}");
    answered
}

fn assert_shows_no_secret(BusyDay { log, cookies, .. }: &BusyDay) {
    let mut secrets: Vec<String> =
        [&CANARIES[..], &[JWT_SECRET, PEPPER]].concat().into_iter().map(str::to_owned).collect();
    for cookie in cookies {
        let token = Token::of_cookie(cookie);
        secrets.push(token.claims()["sid"].as_str().unwrap().to_owned());
        secrets.push(cookie.rsplit_once('.').unwrap().1.to_owned());
        secrets.push(cookie.split_once('.').unwrap().1.to_owned());
    }
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log");
    }
    assert!(!log.contains("canary"), "a part of a secret is in the log");
}

fn no_secret_is_logged_at_any_level_and_each_line_is_one_object() {
    let day = busy_day("json");
    assert_shows_no_secret(&day);
    let lines: Vec<Value> = day
        .log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    assert!(lines.iter().all(Value::is_object));
    let of = |target: &str| lines.iter().filter(|line| line["target"] == target).collect::<Vec<_>>();
    assert_eq!(of("access").len(), day.answered, "each request has one line");
    let security = of("security");
    for (event, outcome) in
        [("sign_up", "success"), ("log_in", "success"), ("log_in", "refused"), ("log_out", "success")]
    {
        let found = security.iter().find(|line| line["event"] == event && line["outcome"] == outcome);
        let line = found.unwrap_or_else(|| panic!("no {event} {outcome}"));
        assert_eq!(line["address"], "127.0.0.1", "{line}");
        assert!(line["request_id"].is_string() && line["timestamp"].is_string() && line["level"] == "INFO", "{line}");
    }
    let errors: Vec<_> = lines.iter().filter(|line| line["level"] == "ERROR").collect();
    assert!(errors.is_empty(), "{errors:?}");
}

fn no_secret_is_logged_for_people_either() {
    let day = busy_day("pretty");
    assert_shows_no_secret(&day);
    assert!(!day.log.contains('\u{1b}'), "a log that is no terminal has no escape sequence");
}

fn a_log_that_nobody_reads_stops_no_request() {
    use std::{io::Read, process::Stdio};

    let workplace = Workplace::on_any_store().with("TRANCHE_LOG__LEVEL", "trace");
    let (server, mut log) = workplace.start_with_output(Stdio::piped());
    let client = sign_up_and_log_in(&server.anonymous(), "ada.lovelace");
    // Far more than a pipe holds.
    for _ in 0..2_000 {
        client.me().assert_status(200);
    }
    let mut first = [0; 1];
    log.as_mut().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(first, *b"{");
}
