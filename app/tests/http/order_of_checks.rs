use serde_json::json;

use crate::{
    cases::{Case, case},
    stores::TestStore,
    support::{Call, Client, PASSWORD},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(faults_of_a_call_are_reported_in_one_order),
        case(a_signed_in_user_is_refused_before_the_body_is_read),
        case(a_role_is_checked_before_anything_that_it_hides),
        case(a_query_that_a_call_has_no_parameters_for_is_refused_once_it_is_known_who_calls),
    ]
}

fn from_another_site(call: Call) -> Call {
    call.header("sec-fetch-site", "cross-site")
}

/// Each line has the faults of all later ones, too.
fn faults_of_a_call_are_reported_in_one_order(store: &TestStore) {
    let started = store.start();
    let (nobody, user, admin) = (started.anonymous(), started.user("ada.lovelace"), started.admin("grace.hopper"));
    let users = |client: &Client| client.call("POST", "/api/v1/users");
    let large_rubbish = || vec![b'x'; 70_000];

    let call = from_another_site(nobody.call("PUT", "/api/v1/nothing"));
    call.body("text/plain", large_rubbish()).send().assert_problem(404, "not-found");
    let call = from_another_site(nobody.call("PUT", "/api/v1/users"));
    call.body("text/plain", large_rubbish()).send().assert_problem(405, "method-not-allowed");
    let call = from_another_site(users(&nobody));
    call.body("text/plain", large_rubbish()).send().assert_problem(403, "cross-site-request");
    users(&nobody).body("text/plain", large_rubbish()).send().assert_problem(401, "unauthenticated");
    users(&user).body("text/plain", large_rubbish()).send().assert_problem(403, "forbidden");
    users(&admin).body("text/plain", large_rubbish()).send().assert_problem(415, "unsupported-media-type");
    users(&admin).body("application/json", large_rubbish()).send().assert_problem(413, "payload-too-large");
    users(&admin).body("application/json", "x").send().assert_problem(400, "malformed-json");
    let unfit = json!({"username": "ada", "password": "short", "role": "super_admin"});
    users(&admin).json(&unfit).send().assert_problem(400, "bad-request").assert_field("/role", "unknown-value");
    let unruly = json!({"username": "ada", "password": "short", "role": "user"});
    users(&admin).json(&unruly).send().assert_problem(422, "invalid-username");
}

fn a_signed_in_user_is_refused_before_the_body_is_read(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    for path in ["/api/v1/auth/signup", "/api/v1/auth/login"] {
        let call = || user.call("POST", path);
        from_another_site(call()).body("text/plain", "x").send().assert_problem(403, "cross-site-request");
        for call in
            [call(), call().body("text/plain", "x"), call().body("application/json", "x"), call().json(&json!({}))]
        {
            call.send().assert_problem(403, "already-authenticated");
        }
        let fitting = json!({"username": "grace.hopper", "password": PASSWORD});
        call().json(&fitting).send().assert_problem(403, "already-authenticated");
    }
    started.anonymous().log_in("grace.hopper", PASSWORD).assert_problem(401, "invalid-credentials");
}

fn a_role_is_checked_before_anything_that_it_hides(store: &TestStore) {
    let started = store.start();
    let user = started.user("ada.lovelace");
    for verb in ["inactivate", "reactivate", "grant", "revoke"] {
        for name in ["ada.lovelace", "root.admin", "no.such.user", "?"] {
            let call = user.call("PATCH", &format!("/api/v1/users/{verb}")).json(&json!({"username": name}));
            call.send().assert_problem(403, "forbidden");
        }
    }
    for id in ["0199b1a4-7c00-7000-8000-000000000001", "no-id"] {
        user.get(&format!("/api/v1/users/{id}")).assert_problem(403, "forbidden");
    }
}

fn a_query_that_a_call_has_no_parameters_for_is_refused_once_it_is_known_who_calls(store: &TestStore) {
    let started = store.start();
    let (nobody, user) = (started.anonymous(), started.user("ada.lovelace"));
    nobody.get("/api/v1/auth/me?x=1").assert_problem(401, "unauthenticated");
    user.get("/api/v1/auth/me?x=1").assert_problem(400, "invalid-parameter");
    user.get("/api/v1/users?x=1").assert_problem(403, "forbidden");
    user.get("/api/v1/auth/sessions?pageSize=1").assert_status(200);
    let call = nobody.call("POST", "/api/v1/auth/login?next=/");
    call.json(&json!({"username": "ada.lovelace", "password": PASSWORD}))
        .send()
        .assert_problem(400, "invalid-parameter");
}
