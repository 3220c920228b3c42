use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    cases::{Case, case, case_of_options},
    documentation::operations,
    stores::TestStore,
    support::{Client, PASSWORD},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(an_unknown_path_is_not_found_whatever_the_method),
        case_of_options(an_unknown_path_has_no_options),
        case(a_wrong_method_is_answered_with_the_allowed_ones),
        case_of_options(options_are_answered_like_a_wrong_method),
        case(head_is_answered_like_get_without_its_body),
        case(a_slash_at_the_end_changes_nothing_under_the_api),
        case(a_slash_at_the_end_makes_another_path_elsewhere),
    ]
}

/// A path of the document with values for its parameters.
pub(crate) fn filled(path: &str) -> String {
    path.replace("{id}", "0199b1a4-7c00-7000-8000-000000000001").replace("{code}", "not-found")
}

/// The methods of every path, `HEAD` where there is `GET`, as `Allow` has them.
fn methods_by_path(client: &Client) -> BTreeMap<String, Vec<String>> {
    let mut table: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, method, _) in operations(&client.get("/openapi.json").body) {
        let methods = table.entry(filled(&path)).or_default();
        if method == "GET" {
            methods.push("HEAD".to_owned());
        }
        methods.push(method);
        methods.sort_unstable();
    }
    table
}

const UNKNOWN: [&str; 13] = [
    "/nothing",
    "/api",
    "/api/v1/nothing",
    "/api/v2/",
    "/API/V1/auth/me",
    "//livez",
    "/api/v1//auth/me",
    "/api/v1/auth/me/more",
    "/api/v1/auth/me//",
    "/api/v1/auth",
    "/%00",
    "/%2e%2e/etc/passwd",
    "/api/v1/auth/%6De%FF",
];

fn an_unknown_path_is_not_found_whatever_the_method(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    for path in UNKNOWN {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
            assert_unknown(&client, method, path);
        }
        let head = client.call("HEAD", path).send();
        assert_eq!((head.status, head.text.as_str()), (404, ""), "{path}");
    }
}

fn an_unknown_path_has_no_options(store: &TestStore) {
    let started = store.start();
    for path in UNKNOWN {
        assert_unknown(&started.anonymous(), "OPTIONS", path);
    }
}

#[track_caller]
fn assert_unknown(client: &Client, method: &str, path: &str) {
    let answer = client.call(method, path).send();
    answer.assert_problem(404, "not-found");
    assert_eq!(answer.header_lines("allow"), Vec::<&str>::new(), "{method} {path}");
}

fn a_wrong_method_is_answered_with_the_allowed_ones(store: &TestStore) {
    assert_wrong(store, &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"]);
}

fn options_are_answered_like_a_wrong_method(store: &TestStore) {
    assert_wrong(store, &["OPTIONS"]);
}

/// Asserts that these methods are refused, with those that are allowed, wherever they are not among those.
#[track_caller]
fn assert_wrong(store: &TestStore, methods: &[&str]) {
    let started = store.start();
    let (client, user) = (started.anonymous(), started.user("ada.lovelace"));
    let mut table = methods_by_path(&client);
    for path in ["/docs", "/docs/", "/docs/index.html"] {
        table.insert(path.to_owned(), vec!["GET".to_owned(), "HEAD".to_owned()]);
    }
    for (path, allowed) in table {
        for method in methods.iter().copied() {
            if allowed.iter().any(|known| known == method) {
                continue;
            }
            for client in [&client, &user] {
                let answer = client.call(method, &path).send();
                if method == "HEAD" {
                    assert_eq!((answer.status, answer.text.as_str()), (405, ""), "{path}");
                } else {
                    answer.assert_problem(405, "method-not-allowed");
                }
                assert_eq!(answer.header_lines("allow"), [allowed.join(", ")], "{method} {path}");
            }
        }
    }
}

fn head_is_answered_like_get_without_its_body(store: &TestStore) {
    let started = store.start();
    let (client, user) = (started.anonymous(), started.super_admin());
    let readable = methods_by_path(&client).into_iter().filter(|(_, methods)| methods.contains(&"GET".to_owned()));
    let mut paths: Vec<_> = readable.map(|(path, _)| path).collect();
    paths.extend(["/docs/".to_owned(), "/docs".to_owned(), "/api/v1/auth/me/".to_owned()]);
    for path in paths {
        for client in [&client, &user] {
            let [get, head] =
                ["GET", "HEAD"].map(|method| client.call(method, &path).header("x-request-id", "the-same").send());
            assert_eq!((head.status, head.text.as_str()), (get.status, ""), "{path}");
            let mut expected = get.headers.clone();
            let mut found = head.headers.clone();
            for headers in [&mut expected, &mut found] {
                headers.remove("date");
            }
            assert_eq!(found, expected, "{path}");
        }
    }
}

fn a_slash_at_the_end_changes_nothing_under_the_api(store: &TestStore) {
    let started = store.start();
    let client = started.anonymous();
    for path in ["/api/v1", "/api/v1/"] {
        assert_eq!(client.get(path).body, json!({"status": "ok"}), "{path}");
    }
    let body = |name: &str| json!({"username": name, "password": PASSWORD});
    client.post("/api/v1/auth/signup/", &body("ada.lovelace")).assert_status(201);
    client.post("/api/v1/auth/signup/", &body("ada.lovelace")).assert_problem(409, "username-taken");
    let logged_in = client.post("/api/v1/auth/login/", &body("ada.lovelace"));
    logged_in.assert_status(200);
    let user = client.with_cookie(logged_in.cookie());
    let [me, with_slash, with_query] =
        ["/api/v1/auth/me", "/api/v1/auth/me/", "/api/v1/auth/me/?"].map(|path| user.get(path));
    me.assert_status(200);
    assert_eq!((&with_slash.body, &with_query.body), (&me.body, &me.body));
    let root = started.super_admin();
    root.post("/api/v1/users/", &json!({"username": "grace.hopper", "password": PASSWORD, "role": "user"}))
        .assert_status(201);
    assert_eq!(root.get("/api/v1/users/?pageSize=1").body["users"].as_array().unwrap().len(), 1);
    user.call("DELETE", "/api/v1/auth/logout/").send().assert_status(204);
    user.me().assert_problem(401, "unauthenticated");
}

fn a_slash_at_the_end_makes_another_path_elsewhere(store: &TestStore) {
    let started = store.start();
    for path in ["/livez/", "/readyz/", "/version/", "/openapi.json/", "/problems/", "/problems/not-found/"] {
        started.anonymous().get(path).assert_problem(404, "not-found");
    }
}
