use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::fields,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(the_api_greets),
        case(a_living_process_says_so),
        case(a_ready_process_says_what_was_checked),
        case(the_version_is_reported),
        case(reading_needs_no_session_and_sets_no_cookie),
    ]
}

fn the_api_greets(store: &TestStore) {
    let started = store.start();
    let answer = started.anonymous().get("/api/v1/");
    assert_eq!((answer.status, &answer.body), (200, &json!({"status": "ok"})));
    assert_eq!(answer.header_lines("content-type"), ["application/json"]);
}

fn a_living_process_says_so(store: &TestStore) {
    let started = store.start();
    let answer = started.anonymous().get("/livez");
    assert_eq!((answer.status, &answer.body), (200, &json!({"status": "ok"})));
}

fn a_ready_process_says_what_was_checked(store: &TestStore) {
    let started = store.start();
    let answer = started.anonymous().get("/readyz");
    let checks = json!({"store": "ok", "migrations": "ok", "server": "ok", "maintenance": "off"});
    assert_eq!((answer.status, &answer.body), (200, &json!({"status": "ok", "checks": checks})));
}

fn the_version_is_reported(store: &TestStore) {
    let started = store.start();
    let answer = started.anonymous().get("/version");
    answer.assert_status(200);
    assert_eq!(fields(&answer.body), ["features", "name", "revision", "version"]);
    assert_eq!(answer.body["name"], "tranche");
    assert_eq!(answer.body["version"], env!("CARGO_PKG_VERSION"));
    let features: Vec<&str> = answer.body["features"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(features.is_sorted(), "{features:?}");
    let revision = &answer.body["revision"];
    assert!(revision == &Value::Null || revision.as_str().is_some_and(|revision| !revision.is_empty()), "{revision}");
}

fn reading_needs_no_session_and_sets_no_cookie(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    for path in ["/", "/docs/", "/openapi.json", "/api/v1/", "/livez", "/readyz", "/version", "/problems"] {
        for client in [&started.anonymous(), &user, &user.with_cookie("access_token=x")] {
            let answer = client.get(path);
            assert!(answer.status < 400, "{path}: {}", answer.status);
            assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new(), "{path}");
        }
    }
}
