use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{Answer, PASSWORD, Token, assert_session, assert_user, fields, is_uuid7, matches},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_session_is_started_and_answered),
        case(the_cookie_is_as_the_contract_has_it),
        case(the_token_names_a_session_and_nothing_else),
        case(every_log_in_starts_a_session_of_its_own),
        case(every_refusal_is_the_same),
        case(a_dead_session_may_log_in),
        case(guessing_ends_where_the_limits_are),
        case(refusals_of_a_day_are_counted),
    ]
}

fn a_session_is_started_and_answered(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    let user = client.sign_up("Ada.Lovelace", PASSWORD).body;
    let answer = client.log_in("ada.lovelace", PASSWORD);
    answer.assert_status(200);
    assert_eq!(answer.fields(), ["session", "user"]);
    assert_eq!(answer.body["user"], user);
    assert_user(&answer.body["user"], "Ada.Lovelace", "user", true);
    assert_session(&answer, &["expiresAt", "id"]);
}

fn the_cookie_is_as_the_contract_has_it(store: &TestStore) {
    for (secure, idle, pattern) in [
        ("false", "1800", r"^access_token=[\w-]+\.[\w-]+\.[\w-]{43}; HttpOnly; SameSite=Strict; Path=/; Max-Age=1800$"),
        (
            "true",
            "60",
            r"^__Host-access_token=[\w-]+\.[\w-]+\.[\w-]{43}; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=60$",
        ),
    ] {
        let variables = [("TRANCHE_SESSION__COOKIE_SECURE", secure), ("TRANCHE_SESSION__IDLE_TTL_SECONDS", idle)];
        let started = store.start_with(&variables);
        started.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
        let answer = started.anonymous().log_in("ada.lovelace", PASSWORD);
        let lines = answer.header_lines("set-cookie");
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(matches(pattern, lines[0]), "{}", lines[0]);
        started.anonymous().with_cookie(answer.cookie()).me().assert_status(200);
    }
}

fn the_token_names_a_session_and_nothing_else(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let answer = client.log_in("ada.lovelace", PASSWORD);
    let token = Token::of_cookie(answer.cookie());
    let header: Value = serde_json::from_str(&token.header).unwrap();
    assert_eq!(header, json!({"typ": "JWT", "alg": "HS256"}));
    let claims = token.claims();
    assert_eq!(fields(&claims), ["exp", "iat", "sid", "sub"]);
    assert_eq!(claims["sub"], answer.body["user"]["id"]);
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 1_800);
    // 43 characters of base64 hold 256 bits; the public id is another.
    let secret = claims["sid"].as_str().unwrap();
    assert!(matches(r"^[\w-]{43}$", secret), "{secret}");
    assert!(!is_uuid7(&claims["sid"]) && claims["sid"] != answer.body["session"]["id"]);
    assert!(!answer.text.contains(secret), "the secret is in the cookie alone");
}

fn every_log_in_starts_a_session_of_its_own(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    client.sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let [first, second] = [(); 2].map(|()| client.log_in("ada.lovelace", PASSWORD));
    assert_ne!(first.body["session"]["id"], second.body["session"]["id"]);
    assert_ne!(Token::of_cookie(first.cookie()).claims()["sid"], Token::of_cookie(second.cookie()).claims()["sid"]);
    client.with_cookie(first.cookie()).log_out().assert_status(204);
    client.with_cookie(first.cookie()).me().assert_problem(401, "unauthenticated");
    client.with_cookie(second.cookie()).me().assert_status(200);
}

/// The parts of a response that a client sees, without those that name the request.
fn seen(answer: &Answer) -> (u16, Value, BTreeMap<String, Vec<u8>>) {
    let mut body = answer.body.clone();
    assert!(is_uuid7(&body["requestId"]));
    body["requestId"] = Value::Null;
    let named = |name: &str| matches!(name, "date" | "x-request-id");
    let headers = answer.headers.iter().filter(|(name, _)| !named(name.as_str()));
    (answer.status, body, headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect())
}

fn every_refusal_is_the_same(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    started.user("ada.lovelace");
    started.user("grace.hopper");
    let closed =
        started.super_admin().call("PATCH", "/api/v1/users/inactivate").json(&json!({"username": "grace.hopper"}));
    closed.send().assert_status(200);
    let wrong = client.log_in("ada.lovelace", "wrong engine");
    wrong.assert_problem(401, "invalid-credentials");
    assert_eq!(wrong.header_lines("set-cookie"), Vec::<&str>::new());
    let (long, longer) = ("x".repeat(129), "x".repeat(60_000));
    for (what, name, password) in [
        ("unknown", "jean.bartik", PASSWORD),
        ("inactive", "grace.hopper", PASSWORD),
        ("inactive and wrong", "grace.hopper", "wrong engine"),
        ("no name", "", PASSWORD),
        ("no password", "ada.lovelace", ""),
        ("neither", "", ""),
        ("an over-long name", &longer, PASSWORD),
        ("a long password", "ada.lovelace", &long),
        ("an over-long password", "ada.lovelace", &longer),
        ("an impossible name", "a b", PASSWORD),
        ("a name in another script", "\u{430}da.lovelace", PASSWORD),
        ("a name with a NUL", "ada.lovelace\0", PASSWORD),
        ("a name with a space", "ada.lovelace ", PASSWORD),
        ("a common password", "ada.lovelace", "password"),
    ] {
        assert_eq!(seen(&client.log_in(name, password)), seen(&wrong), "{what}");
    }
}

fn a_dead_session_may_log_in(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    user.log_out().assert_status(204);
    user.log_in("ada.lovelace", PASSWORD).assert_status(200);
    user.with_cookie("access_token=x").log_in("ada.lovelace", PASSWORD).assert_status(200);
}

fn guessing_ends_where_the_limits_are(store: &TestStore) {
    let limits = [("TRANCHE_RATE_LIMIT__ENABLED", "true"), ("TRANCHE_RATE_LIMIT__ACCOUNT_ADDRESS_ATTEMPTS", "3")];
    let started = store.start_with(&limits);
    let user = started.user("ada.lovelace");
    // The same whether or not the account exists.
    for names in [["ada.lovelace", "ADA.LOVELACE", "Ada.Lovelace"], ["no.such.user", "NO.such.user", "no.such.USER"]] {
        for name in names {
            started.anonymous().log_in(name, "wrong engine").assert_problem(401, "invalid-credentials");
        }
        started.anonymous().log_in(names[0], "wrong engine").assert_problem(429, "too-many-attempts");
        started.anonymous().log_in(names[0], PASSWORD).assert_problem(429, "too-many-attempts");
    }
    user.me().assert_status(200);
}

fn refusals_of_a_day_are_counted(store: &TestStore) {
    let started = store.start();
    let admin = started.admin("grace.hopper");
    let count = || admin.get("/api/v1/refused-log-ins");
    let before = count();
    before.assert_status(200);
    assert!(matches(r"^20..-..-..T..:00:00\.000Z$", before.body["since"].as_str().unwrap()), "{:#}", before.body);
    for name in ["grace.hopper", "no.such.user"] {
        started.anonymous().log_in(name, "wrong engine").assert_problem(401, "invalid-credentials");
    }
    started.anonymous().log_in("grace.hopper", PASSWORD).assert_status(200);
    let after = count();
    assert_eq!(after.body["count"].as_u64().unwrap() - before.body["count"].as_u64().unwrap(), 2);
}
